// Short messages after an act, with what takes it back. They stay until they are put away or until the next one comes: nobody has
// to hurry to undo.

import { Failed, caseActs } from "../api/acts";
import { cell, useCell } from "../state";
import { useWords } from "../words";
import { Sentence } from "./text";

interface Toast {
  id: number;
  text: string;
  undo?: (() => Promise<unknown>) | undefined;
  failed?: Failed;
}

const shown = cell<Toast[]>([]);
let last = 0;

/** Says that something was done; `undo` takes it back. */
export function toast(text: string, undo?: () => Promise<unknown>): void {
  last += 1;
  shown.set([{ id: last, text, undo }]);
}

/** Says that something failed. */
export function toastFailure(error: unknown): void {
  if (!(error instanceof Failed)) throw error;
  last += 1;
  shown.set([{ id: last, text: "", failed: error }]);
}

function putAway(id: number): void {
  shown.set(shown.get().filter((one) => one.id !== id));
}

export function Toasts() {
  const words = useWords();
  const toasts = useCell(shown);
  return (
    <div class="toasts" role="status" aria-live="polite">
      {toasts.map((one) => (
        <div key={one.id} class="toast">
          <span>
            {one.failed ? (
              <>
                <Sentence words={one.failed.said.message} /> {one.failed.said.what_is_safe && <Sentence words={one.failed.said.what_is_safe} />}
              </>
            ) : (
              one.text
            )}
          </span>
          {one.undo && (
            <button
              type="button"
              onClick={() => {
                putAway(one.id);
                caseActs.run(one.undo as () => Promise<unknown>).catch(toastFailure);
              }}
            >
              {words.common.undo}
            </button>
          )}
          <button type="button" class="quiet" onClick={() => putAway(one.id)} aria-label={words.common.close}>
            ✕
          </button>
        </div>
      ))}
    </div>
  );
}

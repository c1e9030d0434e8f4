// Where something is shown only for a purpose: says so, and offers to give one.

import { useState } from "preact/hooks";
import type { Failed } from "../api/client";
import { useWords } from "../words";
import { PurposeDialog } from "./purpose-dialog";
import { Answer } from "./states";
import { Sentence } from "./text";
import type { Asked } from "../api/client";
import type { ComponentChildren } from "preact";

export const NEEDED = "purpose-needed";

export function NeedsPurpose({ failed }: { failed: Failed }) {
  const words = useWords();
  const [asking, setAsking] = useState(false);
  return (
    <div class="care">
      <p>
        <Sentence words={failed.said.message} />
      </p>
      <button type="button" onClick={() => setAsking(true)}>
        {words.names.reveal}
      </button>
      {asking && <PurposeDialog onClose={() => setAsking(false)} />}
    </div>
  );
}

/** An answer that may ask for a purpose first. */
export function PurposeAnswer<T>({ of, children }: { of: Asked<T>; children: (data: T) => ComponentChildren }) {
  if (of.failed?.said.code === NEEDED) return <NeedsPurpose failed={of.failed} />;
  return <Answer of={of}>{children}</Answer>;
}

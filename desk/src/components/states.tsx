// What a screen shows where it has no data: it waits, it is empty and says what to do, or it failed and says what is safe.

import type { ComponentChildren } from "preact";
import type { Asked, Failed } from "../api/client";
import { useWords } from "../words";
import { NeedsPurpose } from "./needs-purpose";
import { Said, Sentence } from "./text";

export function Loading() {
  const words = useWords();
  return (
    <p class="loading" role="status">
      {words.common.loading}
    </p>
  );
}

export function Empty({ children, action }: { children: ComponentChildren; action?: ComponentChildren }) {
  return (
    <div class="empty">
      <p>{children}</p>
      {action}
    </div>
  );
}

export function Failure({ failed, again }: { failed: Failed; again?: () => void }) {
  const words = useWords();
  if (failed.said.code === "purpose-needed") return <NeedsPurpose failed={failed} />;
  const { message, what_is_safe: safe, where } = failed.said;
  return (
    <div class="failure" role="alert">
      <p class="failure-title">{words.failure.title}</p>
      <p>
        <Sentence words={message} />
      </p>
      {where?.file && (
        <p class="soft">
          {words.failure.file} <Said text={where.file} />
          {where.page !== null && `, ${words.failure.page} ${where.page}`}
          {where.row !== null && `, ${words.failure.row} ${where.row}`}
          {where.column !== null && (
            <>
              , {words.failure.column} <Said text={where.column} />
            </>
          )}
        </p>
      )}
      {safe && (
        <p>
          <strong>{words.failure.safe}</strong> · <Sentence words={safe} />
        </p>
      )}
      {again && (
        <button type="button" onClick={again}>
          {words.common.again}
        </button>
      )}
    </div>
  );
}

/** Shows an answer, or what stands in its place. */
export function Answer<T>({ of, children }: { of: Asked<T>; children: (data: T) => ComponentChildren }) {
  if (of.failed && of.data === null) return <Failure failed={of.failed} again={of.again} />;
  if (of.data === null) return <Loading />;
  return (
    <>
      {of.failed && <Failure failed={of.failed} again={of.again} />}
      {children(of.data)}
    </>
  );
}

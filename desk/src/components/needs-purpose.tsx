// Where something is shown only for a purpose: says so, and offers to give one.

import { useState } from "preact/hooks";
import type { Failed } from "../api/client";
import { useWords } from "../words";
import { PurposeDialog } from "./purpose-dialog";
import { Sentence } from "./text";

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

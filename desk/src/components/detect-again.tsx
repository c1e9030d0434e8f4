// Looking for patterns and flags again: when a person's part in the case has changed, what protects them has, and findings follow; they follow
// whose accounts belong together, too.

import { useState } from "preact/hooks";
import { caseActs } from "../api/acts";
import { Failed, wait } from "../api/client";
import type { Job } from "../api/types";
import { caseChanged, cell, isDetectionDue, useCell } from "../state";
import { useWords } from "../words";
import { JobProgress } from "./job-progress";
import { Failure } from "./states";

// Beyond a component, so that another screen can be looked at meanwhile.
const running = cell<Job | "asked" | null>(null);

export function DetectAgain() {
  const words = useWords();
  const of = words.screens.leads;
  const isDue = useCell(isDetectionDue);
  const job = useCell(running);
  const [failed, setFailed] = useState<Failed | null>(null);
  const [isDone, setDone] = useState(false);
  const detect = async () => {
    running.set("asked");
    setFailed(null);
    try {
      const { job: id } = await caseActs.detect();
      await wait(id, (now) => running.set(now));
      isDetectionDue.set(false);
      setDone(true);
      caseChanged();
    } catch (error) {
      if (!(error instanceof Failed)) throw error;
      setFailed(error);
    } finally {
      running.set(null);
    }
  };
  if (job) return <JobProgress job={job === "asked" ? null : job} title={of.detecting} />;
  return (
    <div class={isDue ? "care" : ""}>
      {isDue && <p>{of.detectDue}</p>}
      {failed && <Failure failed={failed} />}
      <p>
        <button type="button" onClick={detect}>
          {of.detect}
        </button>{" "}
        <span class="soft" role="status">
          {isDone && !isDue ? of.detected : ""}
        </span>
      </p>
    </div>
  );
}

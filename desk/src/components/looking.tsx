// The button that looks before anything is done, and what stands in its place while something is.

import { useWords } from "../words";
import { JobProgress } from "./job-progress";
import { Failure } from "./states";
import type { Plan } from "./work";

export function Looking<P, D>({ plan, look, working, onLook }: { plan: Plan<P, D>; look: string; working: string; onLook(): void }) {
  const words = useWords();
  return (
    <>
      {plan.failed && <Failure failed={plan.failed} />}
      {plan.job ? (
        <JobProgress job={plan.job === "asked" ? null : plan.job} title={working} />
      ) : (
        <p>
          <button type="button" onClick={onLook} disabled={plan.isLooking}>
            {look}
          </button>
          {plan.isLooking && <span role="status"> {words.common.loading}</span>}
        </p>
      )}
    </>
  );
}

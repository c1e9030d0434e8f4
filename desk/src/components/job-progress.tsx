// Work that takes a while: which stage, how far.

import type { Job } from "../api/types";
import { say, useLanguage } from "../words";

export function JobProgress({ job, title }: { job: Job | null; title: string }) {
  const language = useLanguage();
  return (
    <div class="job" role="status">
      <p>
        {title}
        {job?.stage && <span class="soft"> · {say(job.stage, language)}</span>}
      </p>
      <progress max={1} value={job && job.total > 0 ? job.done / job.total : undefined} aria-label={title} />
    </div>
  );
}

// A job that a screen has begun and waits for: what it is at, what it came to, or why it did not.

import { useState } from "preact/hooks";
import { Failed, wait } from "../api/client";
import type { Job } from "../api/types";

export interface Work<T> {
  job: Job | "asked" | null;
  done: T | null;
  failed: Failed | null;
  /** Follows a job to its end; tells whether it was done. */
  follow(id: string): Promise<boolean>;
  forget(): void;
}

export function useWork<T>(): Work<T> {
  const [job, setJob] = useState<Job | "asked" | null>(null);
  const [done, setDone] = useState<T | null>(null);
  const [failed, setFailed] = useState<Failed | null>(null);
  const forget = () => {
    setDone(null);
    setFailed(null);
  };
  const follow = async (id: string) => {
    forget();
    setJob("asked");
    try {
      const ended = await wait(id, setJob);
      setDone(ended.result as T);
      return true;
    } catch (error) {
      if (!(error instanceof Failed)) throw error;
      setFailed(error);
      return false;
    } finally {
      setJob(null);
    }
  };
  return { job, done, failed, follow, forget };
}

// A job that a screen has begun and waits for: what it is at, what it came to, or why it did not; and what would be done, looked at before.

import { useState } from "preact/hooks";
import { Failed, wait } from "../api/client";
import type { Job } from "../api/types";
import { caseChanged, isDetectionDue } from "../state";

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

/** What would be done, and then its doing. */
export interface Plan<P, D> extends Work<D> {
  planned: P | null;
  /** Whether what is needed to look is not there. */
  missing: boolean;
  isLooking: boolean;
  look(isThere: boolean, ask: () => Promise<P>): Promise<void>;
  /** Follows the job that does it. */
  begun(job: string): void;
}

export function usePlan<P, D>(): Plan<P, D> {
  const work = useWork<D>();
  const [planned, setPlanned] = useState<P | null>(null);
  const [failed, setFailed] = useState<Failed | null>(null);
  const [missing, setMissing] = useState(false);
  const [isLooking, setLooking] = useState(false);
  // What was looked at is no longer what is asked.
  const forget = () => {
    setPlanned(null);
    setFailed(null);
    work.forget();
  };
  const look = async (isThere: boolean, ask: () => Promise<P>) => {
    forget();
    setMissing(!isThere);
    if (!isThere) return;
    setLooking(true);
    try {
      setPlanned(await ask());
    } catch (error) {
      if (!(error instanceof Failed)) throw error;
      setFailed(error);
    } finally {
      setLooking(false);
    }
  };
  const begun = (job: string) => {
    setPlanned(null);
    void work.follow(job).then((isDone) => {
      if (!isDone) return;
      isDetectionDue.set(true);
      caseChanged();
    });
  };
  return { ...work, planned, failed: failed ?? work.failed, missing, isLooking, forget, look, begun };
}

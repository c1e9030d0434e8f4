// The one place that speaks to the server. Every answer that is no answer becomes a `Failed`, which says what happened and what is safe.

import { useEffect, useRef, useState } from "preact/hooks";
import { revision, useCell } from "../state";
import { HEADER, answeredOf } from "./freshness";
import type { Job, ServerError, Words } from "./types";

export const BASE = "/api/v1/";

/** A request that did not succeed. */
export class Failed extends Error {
  constructor(
    readonly status: number,
    readonly said: ServerError,
  ) {
    super(said.message.en);
  }
}

const GONE: Words = {
  en: "The program on this machine did not answer. It may have been closed.",
  fr: "Le programme sur cette machine n’a pas répondu. Il a peut-être été fermé.",
};
const GONE_SAFE: Words = {
  en: "What was confirmed is in the case folder. Start filature again, and open the address that it gives.",
  fr: "Ce qui a été confirmé est dans le dossier de travail. Relancez filature et ouvrez l’adresse qu’il donne.",
};
const ODD: Words = {
  en: "The program answered in a way that this page does not understand.",
  fr: "Le programme a répondu d’une façon que cette page ne comprend pas.",
};
const ODD_SAFE: Words = { en: "Nothing was changed in the case by this page.", fr: "Rien n’a été changé par cette page." };

function failure(status: number, code: string, message: Words, what_is_safe: Words): Failed {
  return new Failed(status, { code, message, what_is_safe, where: null });
}

/** Makes an address of the server; each part of a path is encoded by itself. */
export function at(path: (string | number)[], query: Record<string, string | number | null | undefined> = {}): string {
  const kept = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== "") kept.set(key, String(value));
  }
  const text = kept.toString();
  return BASE + path.map((part) => encodeURIComponent(part)).join("/") + (text ? `?${text}` : "");
}

/** Reads the body as JSON; nothing where it is none. Given up in the middle, it is no answer, and says so as any request does. */
async function body<T>(answer: Response): Promise<T | undefined> {
  try {
    return (await answer.json()) as T;
  } catch (error) {
    if (isGivenUp(error)) throw error;
    return undefined;
  }
}

function isGivenUp(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}

async function ask(address: string, options: RequestInit): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(address, { credentials: "same-origin", redirect: "error", ...options });
  } catch (error) {
    if (isGivenUp(error)) throw error;
    throw failure(0, "no-answer", GONE, GONE_SAFE);
  }
  if (answer.ok) return answer;
  const said = (await body<{ error?: ServerError }>(answer))?.error;
  if (said?.message) throw new Failed(answer.status, said);
  throw failure(answer.status, "odd-answer", ODD, ODD_SAFE);
}

async function read<T>(answer: Response): Promise<T> {
  if (answer.status === 204) return undefined as T;
  const read = await body<T>(answer);
  if (read === undefined) throw failure(answer.status, "odd-answer", ODD, ODD_SAFE);
  return read;
}

/** Reads. */
export async function get<T>(address: string, signal?: AbortSignal): Promise<T> {
  const answer = await ask(address, { headers: { accept: "application/json" }, signal: signal ?? null });
  answeredOf(answer.headers.get(HEADER));
  return read<T>(answer);
}

/** Whether something can be saved; what comes is not read, the browser's own saving does that. */
export async function canSave(address: string): Promise<void> {
  const stop = new AbortController();
  await ask(address, { signal: stop.signal });
  stop.abort();
}

/** Acts. */
export async function post<T>(address: string, body: object): Promise<T> {
  const headers = { accept: "application/json", "content-type": "application/json" };
  return read<T>(await ask(address, { method: "POST", headers, body: JSON.stringify({ ...body, ...seconded }) }));
}

/** A second person who decides with the first, where the case asks for one, and why. */
export interface Second {
  second: string;
  second_reason: string;
}

let seconded: Second | null = null;

/** Sends this second person with what is done until that has ended. */
export async function withSecond<T>(second: Second | null, act: () => Promise<T>): Promise<T> {
  seconded = second;
  try {
    return await act();
  } finally {
    seconded = null;
  }
}

/** Takes something off; who and why stand in the address. */
export async function remove<T>(address: string): Promise<T> {
  // One of several parameters, as who and why are.
  const more = seconded ? `&${new URLSearchParams({ ...seconded })}` : "";
  return read<T>(await ask(address + more, { method: "DELETE", headers: { accept: "application/json" } }));
}

/** Hands over a file as it is, and tells how much has gone. */
export function upload(address: string, file: Blob, progress: (done: number, total: number) => void): Promise<{ job: string }> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.responseType = "json";
    request.upload.onprogress = (event) => progress(event.loaded, event.total);
    request.onerror = () => reject(failure(0, "no-answer", GONE, GONE_SAFE));
    request.onload = () => {
      const answer = request.response as { job?: string; error?: ServerError } | null;
      if (request.status < 300 && answer?.job !== undefined) resolve({ job: String(answer.job) });
      else if (answer?.error?.message) reject(new Failed(request.status, answer.error));
      else reject(failure(request.status, "odd-answer", ODD, ODD_SAFE));
    };
    request.send(file);
  });
}

/** Waits for a job, telling how it goes; a job that failed is a `Failed`. */
export async function wait(id: string | number, progress: (job: Job) => void): Promise<Job> {
  for (let pause = 60; ; pause = Math.min(1000, pause * 1.4)) {
    const job = await get<Job>(at(["jobs", id]));
    progress(job);
    if (job.state === "done") return job;
    if (job.state === "failed") {
      throw job.error ? new Failed(200, job.error) : failure(200, "job-failed", ODD, GONE_SAFE);
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

export interface Asked<T> {
  data: T | null;
  failed: Failed | null;
  loading: boolean;
  again(): void;
}

/** Asks while a component stands, and again when the case has changed. With `keep`, an earlier answer stays until the new one is there. */
export function useGet<T>(address: string | null, keep = false): Asked<T> {
  const changed = useCell(revision);
  const [state, setState] = useState<{ address: string | null; data: T | null; failed: Failed | null }>({ address: null, data: null, failed: null });
  const [tries, setTries] = useState(0);
  const current = useRef(address);
  current.current = address;
  useEffect(() => {
    if (address === null) return;
    const stop = new AbortController();
    get<T>(address, stop.signal).then(
      (data) => setState({ address, data, failed: null }),
      (error: unknown) => {
        if (error instanceof Failed) setState((before) => ({ address, data: before.address === address ? before.data : null, failed: error }));
      },
    );
    return () => stop.abort();
  }, [address, changed, tries]);
  const settled = state.address === address;
  return {
    data: address !== null && (settled || keep) ? state.data : null,
    failed: settled ? state.failed : null,
    loading: address !== null && !settled,
    again: () => setTries((count) => count + 1),
  };
}

// Files are added by dropping them anywhere on the case's screen, or by the button. One after another is handed over, without waiting for
// those before to be read: the program adds together what lies ready. Each says how far it is, and what was wrong where it was refused.

import { useEffect, useId, useRef, useState } from "preact/hooks";
import { caseActs } from "../api/acts";
import { Failed, at, upload, wait } from "../api/client";
import type { Job, ServerError, SourceUse, Words } from "../api/types";
import { cell, caseChanged, language, useCell } from "../state";
import { bytes } from "../format/money";
import { say, useLanguage, useWords } from "../words";
import { Dialog } from "./dialog";
import { JobProgress } from "./job-progress";
import { Said, Sentence } from "./text";

interface Adding {
  key: number;
  name: string;
  bytes: number;
  state: "waiting" | "sending" | "reading" | "done" | "refused";
  part: number;
  stage: Words | null;
  error: ServerError | null;
  /** Why it was refused, where the program says so in a sentence of its own. */
  refused: string | null;
  /** How the program would read it, where that is in doubt and a person has to confirm. */
  draft: string | null;
  again: () => void;
}

interface Result {
  files?: { refused?: string | Words | null; draft_mapping?: string | null }[];
}

const USES: SourceUse[] = ["evidence", "intelligence-only", "consent-needed"];
// Beyond a component, so that adding goes on while another screen is looked at.
const adding = cell<Adding[]>([]);
/** How far the search for patterns behind the last file is. */
const looking = cell<{ job: Job | null; error: ServerError | null } | null>(null);
let lastKey = 0;
let sending: Promise<void> = Promise.resolve();
let reading: Promise<void> = Promise.resolve();

function update(key: number, values: Partial<Adding>): void {
  adding.set(adding.get().map((one) => (one.key === key ? { ...one, ...values } : one)));
}

/** Does a step of a file, and takes down why it was refused. */
async function step<T>(key: number, work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Failed)) throw error;
    update(key, { state: "refused", error: error.said });
    return null;
  }
}

async function send(key: number, file: File, use: SourceUse, confirmed: boolean): Promise<string | null> {
  update(key, { state: "sending" });
  const address = at(["files"], { name: file.name, use, confirm: confirmed ? "true" : null, detect: "false" });
  const begun = await step(key, () => upload(address, file, (done, total) => update(key, { part: total > 0 ? (done / total) * 0.5 : 0 })));
  if (begun) update(key, { state: "reading", stage: null, part: 0.5 });
  return begun?.job ?? null;
}

async function read(key: number, job: string): Promise<void> {
  const done = await step(key, () => wait(job, (now: Job) => update(key, { stage: now.stage, part: 0.5 + (now.total > 0 ? now.done / now.total : 0) * 0.5 })));
  if (!done) return;
  const [said] = (done.result as Result | null)?.files ?? [];
  const why = said?.refused ?? null;
  if (why !== null || said?.draft_mapping) update(key, { state: "refused", refused: typeof why === "string" ? why : why ? why[language.get()] : null, draft: said?.draft_mapping ?? null });
  else update(key, { state: "done", part: 1 });
}

function enqueue(key: number, file: File, use: SourceUse, confirmed: boolean): void {
  update(key, { state: "waiting", part: 0, error: null, refused: null, draft: null });
  sending = sending.then(async () => {
    const job = await send(key, file, use, confirmed);
    reading = reading.then(async () => {
      if (job !== null) await read(key, job);
      if (adding.get().some((one) => one.state === "waiting" || one.state === "sending" || one.state === "reading")) return;
      caseChanged();
      await detect();
    });
  });
}

/** Behind the last file: patterns and flags are looked for once, in all of them. */
async function detect(): Promise<void> {
  if (!adding.get().some((one) => one.state === "done")) return;
  looking.set({ job: null, error: null });
  try {
    const { job } = await caseActs.detect();
    await wait(job, (now) => looking.set({ job: now, error: null }));
    looking.set(null);
  } catch (error) {
    if (!(error instanceof Failed)) throw error;
    looking.set({ job: null, error: error.said });
  }
  caseChanged();
}

function addAll(files: File[], use: SourceUse): void {
  for (const file of files) {
    lastKey += 1;
    const key = lastKey;
    adding.set([...adding.get(), { key, name: file.name, bytes: file.size, state: "waiting", part: 0, stage: null, error: null, refused: null, draft: null, again: () => enqueue(key, file, use, true) }]);
    enqueue(key, file, use, false);
  }
}

export function AddFiles() {
  const words = useWords();
  const of = words.screens.case;
  const [isOver, setIsOver] = useState(false);
  const [chosen, setChosen] = useState<File[] | null>(null);
  const picker = useRef<HTMLInputElement>(null);

  useEffect(() => {
    let depth = 0;
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
    const enter = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      depth += 1;
      setIsOver(true);
    };
    const leave = () => {
      depth = Math.max(0, depth - 1);
      if (depth === 0) setIsOver(false);
    };
    const over = (event: DragEvent) => {
      if (hasFiles(event)) event.preventDefault();
    };
    const drop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      depth = 0;
      setIsOver(false);
      setChosen([...(event.dataTransfer?.files ?? [])]);
    };
    const listeners = { dragenter: enter, dragleave: leave, dragover: over, drop };
    for (const [name, listener] of Object.entries(listeners)) addEventListener(name, listener as EventListener);
    return () => {
      for (const [name, listener] of Object.entries(listeners)) removeEventListener(name, listener as EventListener);
    };
  }, []);

  return (
    <>
      <div class="add-files">
        <button type="button" class="primary" onClick={() => picker.current?.click()}>
          {of.add}
        </button>{" "}
        <span class="soft">{of.addHint}</span>
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          aria-label={of.addChoose}
          onChange={(event) => {
            setChosen([...(event.currentTarget.files ?? [])]);
            event.currentTarget.value = "";
          }}
        />
      </div>
      {isOver && (
        <div class="drop" aria-hidden="true">
          <p>{of.dropHere}</p>
        </div>
      )}
      {chosen && chosen.length > 0 && <Confirm files={chosen} onClose={() => setChosen(null)} />}
      <Progress />
    </>
  );
}

/** What the program was started with: added, for a use that a person chooses, or left. */
export function Offered({ names }: { names: string[] }) {
  const words = useWords();
  const of = words.screens.case;
  const [use, setUse] = useState<SourceUse>("evidence");
  const [state, setState] = useState<"asking" | "adding" | "over">("asking");
  const [refused, setRefused] = useState<string[]>([]);
  const [failed, setFailed] = useState<ServerError | null>(null);
  const answer = async (add: boolean) => {
    setState(add ? "adding" : "over");
    try {
      const { job } = await caseActs.offered(add, use);
      if (!job) return;
      const done = await wait(job, () => {});
      const files = (done.result as Result | null)?.files ?? [];
      setRefused(files.flatMap((file) => (typeof file.refused === "string" ? [file.refused] : file.refused ? [say(file.refused, language.get())] : [])));
      setState("over");
      caseChanged();
      await wait((await caseActs.detect()).job, () => {});
    } catch (error) {
      if (!(error instanceof Failed)) throw error;
      setFailed(error.said);
      setState("over");
    }
    caseChanged();
  };
  return (
    <section class="adding" aria-label={of.offered}>
      {state === "asking" && (
        <>
          <h2>{of.offered}</h2>
          <ul class="chosen-files" tabIndex={0} aria-label={of.offered}>
            {names.map((name, index) => (
              <li key={index}>
                <Said text={name} />
              </li>
            ))}
          </ul>
          <UseChoice use={use} onChange={setUse} />
          <div class="actions is-left">
            <button type="button" class="primary" onClick={() => void answer(true)}>
              {of.addStart}
            </button>
            <button type="button" onClick={() => void answer(false)}>
              {of.offeredLeave}
            </button>
          </div>
        </>
      )}
      {state === "adding" && <p role="status">{of.jobs}</p>}
      {refused.map((why, index) => (
        <p class="adding-error" key={index}>
          <Said text={why} most={600} />
        </p>
      ))}
      {failed && (
        <p class="adding-error">
          <Sentence words={failed.message} />
        </p>
      )}
    </section>
  );
}

function UseChoice({ use, onChange }: { use: SourceUse; onChange(use: SourceUse): void }) {
  const of = useWords().screens.case;
  const name = useId();
  return (
    <fieldset>
      <legend>{of.addUse}</legend>
      {USES.map((one) => (
        <label key={one} class="choice">
          <input type="radio" name={name} checked={use === one} onChange={() => onChange(one)} />
          <span>
            {of.use[one]} <span class="help">{of.useHelp[one]}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function Confirm({ files, onClose }: { files: File[]; onClose(): void }) {
  const words = useWords();
  const language = useLanguage();
  const of = words.screens.case;
  const [use, setUse] = useState<SourceUse>("evidence");
  return (
    <Dialog title={of.addTitle} onClose={onClose}>
      <p>{of.addText}</p>
      <p>
        <strong>{of.addChosen(files.length)}</strong>
      </p>
      <ul class="chosen-files" tabIndex={0} aria-label={of.addChosen(files.length)}>
        {files.map((file, index) => (
          <li key={index}>
            <Said text={file.name} /> <span class="soft">{bytes(file.size, language)}</span>
          </li>
        ))}
      </ul>
      <UseChoice use={use} onChange={setUse} />
      <div class="actions">
        <button type="button" onClick={onClose}>
          {words.common.cancel}
        </button>
        <button
          type="button"
          class="primary"
          onClick={() => {
            addAll(files, use);
            onClose();
          }}
        >
          {of.addStart}
        </button>
      </div>
    </Dialog>
  );
}

function Progress() {
  const words = useWords();
  const reader = useLanguage();
  const of = words.screens.case;
  const files = useCell(adding);
  const search = useCell(looking);
  if (files.length === 0) return null;
  const isOver = files.every((file) => file.state === "done" || file.state === "refused") && (search === null || search.error !== null);
  const stage = (file: Adding) => {
    if (file.state === "reading" && file.stage) return say(file.stage, reader);
    return { waiting: of.waiting, sending: of.uploading, reading: of.waiting, done: of.done, refused: of.refused }[file.state];
  };
  return (
    <section class="adding" aria-label={of.jobs}>
      <h2><span role="status">{isOver ? of.jobsDone : of.jobs}</span></h2>
      <ul tabIndex={0} aria-label={of.jobs}>
        {files.map((file) => (
          <li key={file.key} class={`is-${file.state}`}>
            <span class="adding-name">
              <Said text={file.name} />
            </span>
            <progress max={1} value={file.part} aria-label={file.name} />
            <span class="adding-stage">{stage(file)}</span>
            {file.refused && !file.draft && (
              <p class="adding-error">
                <Said text={file.refused} most={600} />
              </p>
            )}
            {file.draft && (
              <div class="adding-error">
                <p>{of.doubt}</p>
                <details>
                  <summary>{of.draft}</summary>
                  <pre class="scroll" tabIndex={0}>{file.draft}</pre>
                </details>
                <button type="button" onClick={file.again}>
                  {of.confirm}
                </button>
              </div>
            )}
            {file.error && (
              <p class="adding-error">
                <Sentence words={file.error.message} />
                {file.error.what_is_safe && (
                  <>
                    {" "}
                    <Sentence words={file.error.what_is_safe} />
                  </>
                )}
              </p>
            )}
          </li>
        ))}
      </ul>
      {search && !search.error && <JobProgress job={search.job} title={words.screens.leads.detecting} />}
      {search?.error && (
        <p class="adding-error">
          <Sentence words={search.error.message} />
        </p>
      )}
      {isOver && (
        <button
          type="button"
          onClick={() => {
            adding.set([]);
            looking.set(null);
          }}
        >
          {of.dismiss}
        </button>
      )}
    </section>
  );
}

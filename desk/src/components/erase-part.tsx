// Taking a file or a person out of the case for good: what is due, what would go, and, asked for in words, that it goes.

import { useState } from "preact/hooks";
import { Failed, at, useGet } from "../api/client";
import type { CaseSummary, Source } from "../api/types";
import { wholeActs, type Erased, type ToErase } from "../api/whole";
import { caseChanged, isDetectionDue } from "../state";
import { say, useLanguage, useWords } from "../words";
import { FormDialog, FormField } from "./dialog";
import { DueList } from "./due-list";
import { ErasedList } from "./erased-list";
import { JobProgress } from "./job-progress";
import { Answer, Failure } from "./states";
import { useWork } from "./work";
import { visible } from "../format/text";

const fileChoice = ({ name, sha256 }: Source) => ({ value: sha256, label: `${visible(name).slice(0, 90)} (${sha256.slice(0, 12)})` });

export function ErasePart() {
  const words = useWords();
  const of = words.whole.erase;
  const summary = useGet<CaseSummary>(at(["case"]), true);
  const [isPerson, setPerson] = useState(false);
  const [source, setSource] = useState("");
  const [accounts, setAccounts] = useState("");
  const [planned, setPlanned] = useState<{ what: ToErase; told: Erased } | null>(null);
  const [missing, setMissing] = useState(false);
  const [failed, setFailed] = useState<Failed | null>(null);
  const [isLooking, setLooking] = useState(false);
  const work = useWork<Erased>();

  // What was looked at is no longer what is asked.
  const change = <T,>(set: (value: T) => void) => (value: T) => {
    set(value);
    setPlanned(null);
    setFailed(null);
    work.forget();
  };

  const look = async () => {
    const named = accounts.split("\n").map((line) => line.trim()).filter(Boolean);
    const isThere = isPerson ? named.length > 0 : source !== "";
    setMissing(!isThere);
    if (!isThere) return;
    const what: ToErase = isPerson ? { person: named } : { source };
    setPlanned(null);
    setFailed(null);
    work.forget();
    setLooking(true);
    try {
      setPlanned({ what, told: await wholeActs.erasing(what) });
    } catch (error) {
      if (!(error instanceof Failed)) throw error;
      setFailed(error);
    } finally {
      setLooking(false);
    }
  };

  const follow = (job: string) => {
    setPlanned(null);
    void work.follow(job).then((isDone) => {
      if (!isDone) return;
      setSource("");
      setAccounts("");
      isDetectionDue.set(true);
      caseChanged();
    });
  };

  return (
    <section aria-label={words.whole.tabErase}>
      <p class="care">{of.intro}</p>
      <DueList
        onChoose={(account) => {
          change(setPerson)(true);
          setAccounts(account);
        }}
      />
      <div class="whole-form">
        <fieldset>
          <legend>{of.what}</legend>
          {[false, true].map((one) => (
            <label key={String(one)} class="choice">
              <input type="radio" name="erased" value={one ? "person" : "source"} checked={isPerson === one} onChange={() => change(setPerson)(one)} />
              <span>{one ? of.person : of.file}</span>
            </label>
          ))}
        </fieldset>
        {isPerson ? (
          <FormField field={{ key: "accounts", label: of.accounts, help: of.accountsHelp, long: true }} value={accounts} onChange={change(setAccounts)} />
        ) : (
          <Answer of={summary}>{({ sources }) => <FormField field={{ key: "source", label: of.source, choices: [{ value: "", label: "—" }, ...sources.map(fileChoice)] }} value={source} onChange={change(setSource)} />}</Answer>
        )}
        {missing && (
          <p class="missing" role="alert">
            {of.needWhat}
          </p>
        )}
        {failed && <Failure failed={failed} />}
        {work.failed && <Failure failed={work.failed} />}
        {work.job && <JobProgress job={work.job === "asked" ? null : work.job} title={of.erasing} />}
        {!work.job && (
          <p>
            <button type="button" onClick={() => void look()} disabled={isLooking}>
              {of.look}
            </button>
            {isLooking && <span role="status"> {words.common.loading}</span>}
          </p>
        )}
      </div>
      {planned && <WouldGo planned={planned} onBegun={follow} />}
      {work.done && <Went told={work.done} />}
    </section>
  );
}

/** What would go, and the dialog that has it go. */
function WouldGo({ planned, onBegun }: { planned: { what: ToErase; told: Erased }; onBegun(job: string): void }) {
  const words = useWords();
  const language = useLanguage();
  const of = words.whole.erase;
  const [asking, setAsking] = useState(false);
  const { what, told } = planned;
  const confirm = told.confirm ? say(told.confirm, language) : "";
  const byTwo = told.by_two ?? false;
  return (
    <section class="whole-done" aria-label={of.preview}>
      <h2>{of.preview}</h2>
      <ErasedList told={told} />
      <p>
        <button type="button" class="danger" onClick={() => setAsking(true)}>
          {of.erase}…
        </button>
      </p>
      {asking && (
        <FormDialog
          title={of.eraseTitle}
          text={of.eraseText}
          fields={[
            { key: "reason", label: words.common.reason, help: words.common.reasonHelp, needed: true, long: true },
            { key: "second", label: words.common.second, help: byTwo ? of.secondHelp : undefined, needed: byTwo },
            { key: "confirm", label: of.confirm(confirm), needed: true },
          ]}
          action={of.erase}
          onClose={() => setAsking(false)}
          onSend={async ({ reason = "", by = "", second = "", confirm: typed = "" }) => {
            const { job } = await wholeActs.erase(what, { reason, by, confirm: typed, ...(second ? { second } : {}) });
            onBegun(job);
          }}
        />
      )}
    </section>
  );
}

function Went({ told }: { told: Erased }) {
  const of = useWords().whole.erase;
  return (
    <section class="whole-done" aria-label={of.done}>
      <div role="status">
        <h2>{of.erased}</h2>
      </div>
      {told.tombstone && (
        <p class="tombstone">
          {of.tombstone(told.tombstone.line)} <a href="/journal">{of.toJournal}</a>
        </p>
      )}
      <ErasedList told={told} />
      <p class="soft">{of.afterwards}</p>
    </section>
  );
}

// Taking a file or a person out of the case for good: what is due, what would go, and, asked for in words, that it goes.

import { useState } from "preact/hooks";
import { at, useGet } from "../api/client";
import type { CaseSummary, Source } from "../api/types";
import { wholeActs, type Erased, type ToErase } from "../api/whole";
import { say, useLanguage, useWords } from "../words";
import { FormDialog, FormField } from "./dialog";
import { DueList } from "./due-list";
import { ErasedList } from "./erased-list";
import { Looking } from "./looking";
import { Answer } from "./states";
import { usePlan } from "./work";
import { visible } from "../format/text";

const fileChoice = ({ name, sha256 }: Source) => ({ value: sha256, label: `${visible(name).slice(0, 90)} (${sha256.slice(0, 12)})` });

export function ErasePart() {
  const words = useWords();
  const of = words.whole.erase;
  const summary = useGet<CaseSummary>(at(["case"]), true);
  const [isPerson, setPerson] = useState(false);
  const [source, setSource] = useState("");
  const [accounts, setAccounts] = useState("");
  const plan = usePlan<{ what: ToErase; told: Erased }, Erased>();
  const change = <T,>(set: (value: T) => void) => (value: T) => {
    set(value);
    plan.forget();
  };
  const look = () => {
    const named = accounts.split("\n").map((line) => line.trim()).filter(Boolean);
    const what: ToErase = isPerson ? { person: named } : { source };
    return plan.look(isPerson ? named.length > 0 : source !== "", async () => ({ what, told: await wholeActs.erasing(what) }));
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
          <FormField field={{ key: "accounts", label: of.accounts, help: of.accountsHelp, long: true }} value={accounts} isMissing={plan.missing} onChange={change(setAccounts)} />
        ) : (
          <Answer of={summary}>{({ sources }) => <FormField field={{ key: "source", label: of.source, choices: [{ value: "", label: "—" }, ...sources.map(fileChoice)] }} value={source} isMissing={plan.missing} onChange={change(setSource)} />}</Answer>
        )}
        <Looking plan={plan} look={of.look} working={of.erase} onLook={look} />
      </div>
      {plan.planned && <WouldGo planned={plan.planned} onBegun={plan.begun} />}
      {plan.done && <Went told={plan.done} />}
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
          title={of.erase}
          text={of.eraseText}
          fields={[
            { key: "reason", label: words.common.reason, help: words.common.reasonHelp, needed: true, long: true },
            { key: "second", label: words.common.second, help: byTwo ? words.common.secondHelp : undefined, needed: byTwo },
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
    <section class="whole-done" aria-label={of.erased}>
      <div role="status">
        <h2>{of.erased}</h2>
      </div>
      {told.tombstone && (
        <p class="tombstone">
          <a href="/journal">{of.tombstone(told.tombstone.line)}</a>
        </p>
      )}
      <ErasedList told={told} />
      <p class="soft">{of.afterwards}</p>
    </section>
  );
}

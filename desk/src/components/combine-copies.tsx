// Two copies of one case become one: which one, what it would bring, what contradicts what, and combining.

import { useState } from "preact/hooks";
import { at, useGet } from "../api/client";
import { wholeActs, type Combined, type Hand, type Planned } from "../api/whole";
import { visible } from "../format/text";
import { useWords } from "../words";
import { Conflicts } from "./conflicts";
import { FormDialog, FormField } from "./dialog";
import { Looking } from "./looking";
import { Answer } from "./states";
import { Instant, Said, Sentence } from "./text";
import { usePlan } from "./work";

interface Copies {
  folder: string;
  copies: string[];
}

export function CombineCopies() {
  const words = useWords();
  const of = words.whole.combine;
  const copies = useGet<Copies>(at(["combining"]), true);
  const [other, setOther] = useState("");
  const plan = usePlan<Planned, Combined>();
  const choose = (value: string) => {
    setOther(value);
    plan.forget();
  };

  return (
    <section aria-label={words.whole.tabCombine}>
      <p class="soft">{of.intro}</p>
      <div class="whole-form">
        <Answer of={copies}>
          {(told) => (
            <>
              <FormField field={{ key: "other", label: of.other, help: of.otherHelp(visible(told.folder)) }} value={other} isMissing={plan.missing} onChange={choose} />
              {told.copies.map((copy) => (
                <label key={copy} class="choice">
                  <input type="radio" name="copy" value={copy} checked={other === copy} onChange={() => choose(copy)} />
                  <Said text={copy} most={120} />
                </label>
              ))}
            </>
          )}
        </Answer>
        <Looking plan={plan} look={of.look} working={of.combine} onLook={() => plan.look(other.trim() !== "", () => wholeActs.combining(other.trim()))} />
      </div>
      {plan.planned && <Preview key={plan.planned.with} planned={plan.planned} onBegun={plan.begun} />}
      {plan.done && <Done told={plan.done} />}
    </section>
  );
}

function Preview({ planned, onBegun }: { planned: Planned; onBegun(job: string): void }) {
  const words = useWords();
  const of = words.whole.combine;
  const [settle, setSettle] = useState<Record<string, Hand>>({});
  const [missing, setMissing] = useState(false);
  const [asking, setAsking] = useState(false);
  const { conflicts } = planned;
  const isNothing = planned.lines === 0 && planned.sources.length === 0;
  const takesTwo = conflicts.some((one) => one.takes_two.includes(settle[one.number] ?? "mine") && settle[one.number] !== undefined);
  const ask = () => {
    const isSettled = conflicts.every((one) => settle[one.number] !== undefined);
    setMissing(!isSettled);
    setAsking(isSettled);
  };
  return (
    <section class="whole-done" aria-label={of.preview}>
      <h2>{of.preview}</h2>
      {isNothing ? (
        <p>{of.nothing}</p>
      ) : (
        <>
          <p>
            <strong>{of.lines(planned.lines)}</strong>, <strong>{of.files(planned.sources.length)}</strong>.
          </p>
          {planned.taken.length > 0 && <Taken planned={planned} />}
        </>
      )}
      {planned.settings_differ.length > 0 && <p class="soft">{of.settings(planned.settings_differ.join(", "))}</p>}
      {conflicts.length > 0 && <Conflicts conflicts={conflicts} chosen={settle} onChoose={(number, hand) => setSettle({ ...settle, [number]: hand })} />}
      {missing && (
        <p class="missing" role="alert">
          {of.conflictsHelp}
        </p>
      )}
      {!isNothing && (
        <p>
          <button type="button" class="primary" onClick={ask}>
            {of.combine}…
          </button>
        </p>
      )}
      {asking && (
        <FormDialog
          title={of.combine}
          text={of.combineText}
          fields={[
            { key: "reason", label: words.common.reason, help: words.common.reasonHelp, needed: conflicts.length > 0, long: true },
            ...(takesTwo ? [{ key: "second", label: words.common.second, help: words.common.secondHelp, needed: true }] : []),
          ]}
          action={of.combine}
          onClose={() => setAsking(false)}
          onSend={async ({ reason = "", by = "", second = "" }) => {
            const { job } = await wholeActs.combine(planned.with, settle, { by, ...(reason ? { reason } : {}), ...(second ? { second } : {}) });
            onBegun(job);
          }}
        />
      )}
    </section>
  );
}

/** What the other copy knows and this case does not. */
function Taken({ planned }: { planned: Planned }) {
  const of = useWords().whole.combine;
  const more = planned.lines - planned.taken.length;
  return (
    <details class="taken" open={planned.taken.length <= 20}>
      <summary>{of.said}</summary>
      <ul>
        {planned.taken.map((line) => (
          <li key={line.line}>
            <Instant at={line.at} /> · {line.by && <><Said text={line.by} most={80} /> · </>}<Sentence words={line.summary} />
          </li>
        ))}
      </ul>
      {more > 0 && <p class="soft">+ {of.lines(more)}</p>}
    </details>
  );
}

function Done({ told }: { told: Combined }) {
  const words = useWords();
  const of = words.whole.combine;
  return (
    <section class="whole-done" aria-label={of.combined}>
      <div role="status">
        <h2>{of.combined}</h2>
      </div>
      <p>{of.lines(told.lines)}, {of.files(told.sources.length)}</p>
      {Object.entries(told.renamed).map(([there, here]) => (
        <p key={there}>{of.renamed(visible(there), visible(here))}</p>
      ))}
      {told.left.map((file) => (
        <p key={file}>{of.left(visible(file))}</p>
      ))}
      <p class="soft">{words.whole.erase.afterwards}</p>
    </section>
  );
}

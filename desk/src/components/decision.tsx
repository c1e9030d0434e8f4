// A person decides about a lead: keeps it, sets it aside, brings it back; with a reason, under a name, and can take that back.

import { useState } from "preact/hooks";
import { caseActs } from "../api/acts";
import type { Decision as Taken } from "../api/types";
import { useWords, useLanguage } from "../words";
import { instant } from "../format/dates";
import { visible } from "../format/text";
import { FormDialog, person } from "./dialog";
import { Said } from "./text";
import { toast } from "./toast";

type State = Taken["state"];

export function stateOf(decision: Taken | null): State {
  return decision?.state ?? "open";
}

export function DecisionMark({ decision }: { decision: Taken | null }) {
  const words = useWords();
  const state = stateOf(decision);
  return <span class={`decision decision-${state}`}>{words.screens.leads.states[state]}</span>;
}

export function DecisionPanel({ lead, decision }: { lead: string; decision: Taken | null }) {
  const words = useWords();
  const language = useLanguage();
  const of = words.screens.leads;
  const [asking, setAsking] = useState<State | null>(null);
  const state = stateOf(decision);
  const choices: [State, string][] = state === "open" ? [["kept", of.keep], ["set-aside", of.setAside]] : [["open", of.bringBack]];
  if (state === "kept") choices.push(["set-aside", of.setAside]);
  if (state === "set-aside") choices.push(["kept", of.keep]);
  return (
    <section class="decision-panel" aria-label={of.decision}>
      <p>
        <span class="label">{of.decision}</span> <DecisionMark decision={decision} />{" "}
        {decision && decision.state !== "open" && <span class="soft">{of.decidedBy(visible(decision.by), instant(decision.at, language))}</span>}
      </p>
      {decision?.reason && (
        <p class="said">
          <Said text={decision.reason} most={2000} />
        </p>
      )}
      <div class="actions is-left">
        {choices.map(([next, label]) => (
          <button key={next} type="button" onClick={() => setAsking(next)}>
            {label}…
          </button>
        ))}
      </div>
      {asking && (
        <FormDialog
          title={of.decideTitle[asking] ?? of.decision}
          text={of.decideText}
          fields={[{ key: "reason", label: words.common.reason, help: words.common.reasonHelp, needed: true, long: true }]}
          action={{ open: of.bringBack, kept: of.keep, "set-aside": of.setAside }[asking]}
          onClose={() => setAsking(null)}
          onSend={async ({ reason = "", by = "" }) => {
            const written = await caseActs.decide(lead, asking, reason, by);
            const line = written?.line;
            toast(of.decided[asking] ?? words.common.saved, line === undefined ? undefined : () => caseActs.takeBack(line, words.common.undoReason, person.get()));
          }}
        />
      )}
    </section>
  );
}

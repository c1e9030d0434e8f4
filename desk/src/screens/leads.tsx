// The leads in their order, each with why, for and against in the same type.

import { at, useGet } from "../api/client";
import type { Lead, Sentence as LeadSentence } from "../api/types";
import { DecisionMark, stateOf } from "../components/decision";
import { DetectAgain } from "../components/detect-again";
import { Answer, Empty } from "../components/states";
import { MoneyRange, Sentence, Span } from "../components/text";
import { change, link } from "../router";
import { useWords } from "../words";

const SHOWN = ["open", "kept", "set-aside", "all"] as const;
const MOST_SENTENCES = 3;

export function LeadsScreen({ query }: { query: URLSearchParams }) {
  const words = useWords();
  const of = words.screens.leads;
  const leads = useGet<Lead[]>(at(["leads"]));
  return (
    <>
      <header class="screen-head">
        <h1>{of.title}</h1>
        <p class="intro">{of.intro}</p>
      </header>
      <Answer of={leads}>{(all) => (all.length === 0 ? <NoLead /> : <LeadList all={all} query={query} />)}</Answer>
      <DetectAgain />
      <p class="limits">{of.thresholds}</p>
    </>
  );
}

function NoLead() {
  const words = useWords();
  return (
    <Empty action={<p><a href={link("accounts")}>{words.screens.accounts.title}</a> · <a href={link("follow")}>{words.screens.follow.new}</a></p>}>
      {words.screens.leads.empty} {words.screens.leads.emptyHint}
    </Empty>
  );
}

function LeadList({ all, query }: { all: Lead[]; query: URLSearchParams }) {
  const words = useWords();
  const of = words.screens.leads;
  const asked = query.get("show");
  const shown = SHOWN.find((known) => known === asked) ?? "open";
  const labels = { open: of.openOnes, kept: of.keptOnes, "set-aside": of.asideOnes, all: of.all };
  const rows = all.filter((lead) => shown === "all" || stateOf(lead.decision) === shown);
  return (
    <>
      <div class="pair" role="group" aria-label={of.shown}>
        {SHOWN.map((key) => (
          <button key={key} type="button" aria-pressed={shown === key} onClick={() => change({ show: key === "open" ? null : key }, false)}>
            {labels[key]} <span class="tab-count">{key === "all" ? all.length : all.filter((lead) => stateOf(lead.decision) === key).length}</span>
          </button>
        ))}
      </div>
      {rows.length === 0 && <Empty>{of.noneSuch}</Empty>}
      <ol class="leads">
        {rows.map((lead) => (
          <li key={lead.id}>
            <LeadCard lead={lead} />
          </li>
        ))}
      </ol>
    </>
  );
}

function LeadCard({ lead }: { lead: Lead }) {
  const words = useWords();
  const of = words.screens.leads;
  return (
    <article class="lead" aria-labelledby={`lead-${lead.id}`}>
      <p class="lead-rank" aria-hidden="true">
        {lead.rank}
      </p>
      <div class="lead-body">
        <h2 id={`lead-${lead.id}`}>
          <a href={link("leads", lead.id)}>
            <span class="sr">{of.rank(lead.rank)}. </span>
            <Sentence words={lead.title} />
          </a>
        </h2>
        <p class="lead-facts">
          {lead.low && lead.high && (
            <strong>
              <MoneyRange low={lead.low} high={lead.high} />
            </strong>
          )}
          {lead.from && <Span from={lead.from} to={lead.to} />}
          <span>{words.common.accounts(lead.accounts)}</span>
          <DecisionMark decision={lead.decision} />
        </p>
        <Sentences of={lead.why} title={of.why} isWhy />
        <div class="two">
          <Sentences of={lead.for} title={of.for} none={of.forNone} all={link("leads", lead.id)} />
          <Sentences of={lead.against} title={of.against} none={of.againstNone} all={link("leads", lead.id)} />
        </div>
      </div>
    </article>
  );
}

function Sentences({ of: sentences, title, none, all, isWhy = false }: { of: LeadSentence[]; title: string; none?: string; all?: string; isWhy?: boolean }) {
  const words = useWords();
  const of = words.screens.leads;
  if (isWhy && sentences.length === 0) return null;
  if (isWhy)
    return (
      <p class="why">
        {sentences.map((sentence, index) => (
          <span key={index}>
            <Sentence words={sentence} />{" "}
          </span>
        ))}
      </p>
    );
  const left = sentences.length - MOST_SENTENCES;
  return (
    <section>
      <h3>{title}</h3>
      {sentences.length === 0 ? (
        <p class="soft">{none}</p>
      ) : (
        <ul>
          {sentences.slice(0, MOST_SENTENCES).map((sentence, index) => (
            <li key={index}>
              <Sentence words={sentence} />
            </li>
          ))}
        </ul>
      )}
      {left > 0 && (
        <p>
          <a href={all}>{of.allOf(sentences.length)}</a>
        </p>
      )}
    </section>
  );
}

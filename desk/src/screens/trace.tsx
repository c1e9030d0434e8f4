// One sum followed: all rules side by side, its course over time, the entries of each movement, and what a person may say of it.

import { useState } from "preact/hooks";
import { at, useGet } from "../api/client";
import type { Picture, PictureLink, PictureNode, Trace } from "../api/types";
import { EntryRef } from "../components/entry-ref";
import { RulesTable, rulesOf } from "../components/rules-table";
import { Sankey, nodeLabel } from "../components/sankey";
import { Answer } from "../components/states";
import { Day, Key, Money, MoneyRange, Said, Sentence, Span } from "../components/text";
import { TraceActs, type Said as Saying } from "../components/trace-acts";
import { VirtualTable, type Column } from "../components/virtual-table";
import { minor } from "../format/money";
import { change, link } from "../router";
import { beginTrace } from "./follow";
import { useWords } from "../words";

export function TraceScreen({ name, query }: { name: string; query: URLSearchParams }) {
  const words = useWords();
  const of = words.screens.follow;
  const trace = useGet<Trace>(at(["traces", name]));
  return (
    <>
      <p class="back">
        <a href={link("follow")}>← {of.back}</a>
      </p>
      <Answer of={trace}>{(data) => <Followed name={name} trace={data} query={query} />}</Answer>
    </>
  );
}

function Followed({ name, trace, query }: { name: string; trace: Trace; query: URLSearchParams }) {
  const words = useWords();
  const of = words.screens.follow;
  const claim = trace.claims.find((one) => one.claim === query.get("claim")) ?? trace.claims[0];
  const drawn = rulesOf(trace).filter((rule) => trace.picture[rule]);
  const rule = drawn.find((one) => one === query.get("rule")) ?? drawn[0] ?? "fifo";
  const [saying, setSaying] = useState<Saying | null>(null);
  const picture = trace.picture[rule];
  const digits = trace.digits ?? 2;
  const amount = claim ? minor(claim.amount, digits) : null;
  return (
    <>
      <header class="screen-head">
        <p class="over">{of.claim}</p>
        <h1>
          <Said text={name} most={120} />
        </h1>
        {claim && (
          <p class="lead-facts">
            {amount !== null && (
              <strong>
                <Money amount={{ minor: amount, currency: claim.currency, digits }} />
              </strong>
            )}
            <span>{words.common.entries(claim.transactions.length)}</span>
            {trace.at && <Span from={null} to={trace.at} />}
          </p>
        )}
      </header>
      {trace.stale && <p class="care">{of.stale}</p>}
      {trace.use !== "evidence" && <p class="care">{of.use}</p>}
      {trace.claims.length > 1 && (
        <Chooser label={of.claim} all={trace.claims.map((one) => [one.claim, one.claim])} chosen={claim?.claim ?? ""} onChoose={(value) => change({ claim: value })} />
      )}
      {claim && <RulesTable trace={trace} claim={claim.claim} />}
      <p class="soft">
        {of.sums} {of.difference} {of.noLawyer}
      </p>
      <Chooser label={of.rule} all={drawn.map((one) => [one, of.rules[one] ?? one])} chosen={rule} onChoose={(value) => change({ rule: value })} />
      <p class="soft">{of.rulesAbout[rule]}</p>
      {picture ? <Course key={rule} picture={picture} label={of.picture(of.rules[rule] ?? rule)} onSay={setSaying} /> : <p class="care">{of.noPicture}</p>}
      <p>
        <button type="button" onClick={() => setSaying({ kind: "link" })}>
          {of.link}
        </button>{" "}
        {claim && (
          <button type="button" onClick={() => beginTrace({ name, credits: claim.transactions.join(", ") })}>
            {of.again}
          </button>
        )}
      </p>
      {trace.assumptions.length > 0 && (
        <section>
          <h2>{of.assumptions}</h2>
          <ul class="sentences assumptions">
            {trace.assumptions.map((assumption, index) => (
              <li key={index}>{typeof assumption.sentence === "object" ? <Sentence words={assumption.sentence} /> : <Said text={assumption.sentence ?? assumption.kind} most={600} />}</li>
            ))}
          </ul>
        </section>
      )}
      {saying && <TraceActs saying={saying} onClose={() => setSaying(null)} />}
    </>
  );
}

function Chooser({ label, all, chosen, onChoose }: { label: string; all: [string, string][]; chosen: string; onChoose(key: string): void }) {
  return (
    <div class="pair" role="group" aria-label={label}>
      {all.map(([key, text]) => (
        <button key={key} type="button" aria-pressed={key === chosen} onClick={() => onChoose(key)}>
          <Said text={text} most={60} />
        </button>
      ))}
    </div>
  );
}

function Course({ picture, label, onSay }: { picture: Picture; label: string; onSay(saying: Saying): void }) {
  const words = useWords();
  const of = words.screens.follow;
  const [chosen, setChosen] = useState<PictureLink | PictureNode | null>(null);
  const nodes = new Map(picture.nodes.map((node) => [node.id, node]));
  const named = (id: string) => {
    const node = nodes.get(id);
    return node ? nodeLabel(node, words) : id;
  };
  const columns: Column<PictureLink>[] = [
    { key: "from", title: of.fromColumn, width: "minmax(11rem, 1fr)", cell: (row) => named(row.source) },
    { key: "to", title: of.toColumn, width: "minmax(12rem, 1fr)", cell: (row) => named(row.target) },
    { key: "low", title: of.low, width: "8.5rem", align: "right", cell: (row) => <Money amount={row.low} /> },
    { key: "high", title: of.high, width: "8.5rem", align: "right", cell: (row) => <Money amount={row.high} /> },
    { key: "days", title: of.days, width: "12.8rem", cell: (row) => row.first && <><Day day={row.first} short /> – <Day day={row.last ?? row.first} short /></> },
    { key: "entries", title: of.entriesColumn, width: "5.2rem", align: "right", cell: (row) => <button type="button" class="link" onClick={() => setChosen(row)}>{row.entries.length}</button> },
  ];
  return (
    <section>
      <h2>{label}</h2>
      <p class="soft">{of.pictureHelp}</p>
      <Sankey picture={picture} label={label} chosen={chosen} onChoose={setChosen} />
      <ul class="legend">
        <li><span class="swatch swatch-sure" aria-hidden="true" /> {of.legendLow}</li>
        <li><span class="swatch swatch-most" aria-hidden="true" /> {of.legendHigh}</li>
        <li><span class="swatch swatch-asserted" aria-hidden="true" /> {of.legendAsserted}</li>
        <li><span class="swatch swatch-unlisted" aria-hidden="true" /> {of.legendUnlisted}</li>
      </ul>
      <section class="chosen" aria-label={of.chosen} aria-live="polite">
        {chosen === null ? <p class="soft">{of.chosenNone}</p> : "source" in chosen ? <ChosenLink link={chosen} named={named} /> : <ChosenNode node={chosen} onSay={onSay} />}
      </section>
      <h3>{of.ribbons}</h3>
      <VirtualTable caption={of.ribbons} columns={columns} total={picture.links.length} row={(index) => picture.links[index]} height={picture.links.length > 12 ? "24rem" : undefined} onOpen={setChosen} isChosen={(row) => row === chosen} />
    </section>
  );
}

const MOST_ENTRIES = 60;

function ChosenLink({ link: movement, named }: { link: PictureLink; named(id: string): string }) {
  const words = useWords();
  return (
    <>
      <p>
        <strong>{named(movement.source)}</strong> → <strong>{named(movement.target)}</strong> · <MoneyRange low={movement.low} high={movement.high} />
        {movement.first && (
          <>
            {" "}
            · <Span from={movement.first} to={movement.last} />
          </>
        )}
      </p>
      <ul class="rows">
        {movement.entries.slice(0, MOST_ENTRIES).map((entry) => (
          <li key={entry}>
            <EntryRef entry={entry}>
              <Said text={entry} most={80} />
            </EntryRef>
          </li>
        ))}
      </ul>
      {movement.entries.length > MOST_ENTRIES && <p class="soft">{words.common.ofTotal(MOST_ENTRIES, movement.entries.length)}</p>}
    </>
  );
}

function ChosenNode({ node, onSay }: { node: PictureNode; onSay(saying: Saying): void }) {
  const words = useWords();
  const of = words.screens.follow;
  return (
    <>
      <p>
        <strong>{nodeLabel(node, words)}</strong> · <MoneyRange low={node.low} high={node.high} />
      </p>
      {node.account && (
        <>
          <p>
            <a href={link("accounts", node.account)}>
              <Key id={node.account} />
            </a>
          </p>
          <p class="actions is-left">
            <button type="button" onClick={() => onSay({ kind: "hub", account: node.account ?? "", through: true })}>
              {of.hubThrough}
            </button>
            <button type="button" onClick={() => onSay({ kind: "hub", account: node.account ?? "", through: false })}>
              {of.hubStop}
            </button>
          </p>
        </>
      )}
    </>
  );
}

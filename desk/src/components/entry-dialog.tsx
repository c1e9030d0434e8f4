// From any figure to its source: the entry, where it stands in the files as they were received, and that place with the row marked.

import { useState } from "preact/hooks";
import { at, useGet } from "../api/client";
import type { EntryDetail, EntrySource } from "../api/types";
import { change } from "../router";
import { beginTrace } from "../screens/follow";
import { useWords } from "../words";
import { Dialog } from "./dialog";
import { SaveLink } from "./save-link";
import { SourcePageView } from "./source-page";
import { SourceRowsView } from "./source-rows";
import { Answer } from "./states";
import { AccountLink, Day, LongText, Money, Said } from "./text";
import { TraceActs } from "./trace-acts";

export function EntryDialog({ query }: { query: URLSearchParams }) {
  const words = useWords();
  const entry = query.get("entry");
  const source = query.get("source");
  const close = () => change({ entry: null, of: null, source: null, row: null, line: null, page: null }, false);
  return (
    <Dialog title={entry ? words.screens.entry.title : words.screens.entry.sourceTitle} wide onClose={close}>
      {entry ? <EntryView id={entry} account={query.get("of")} /> : source ? <Place sha256={source} page={whole(query.get("page"))} row={whole(query.get("row"))} line={whole(query.get("line"))} entry={null} name="" /> : null}
    </Dialog>
  );
}

function whole(text: string | null): number | null {
  return text !== null && /^\d{1,12}$/.test(text) ? Number(text) : null;
}

function EntryView({ id, account }: { id: string; account: string | null }) {
  const entry = useGet<EntryDetail>(at(["entries", id], { account }));
  return <Answer of={entry}>{(data) => <Entry entry={data} />}</Answer>;
}

function Entry({ entry }: { entry: EntryDetail }) {
  const words = useWords();
  const of = words.screens.account;
  const [linking, setLinking] = useState(false);
  return (
    <>
      <p class="entry-amount">
        <span class="label">{entry.direction === "in" ? of.in : of.out}</span>{" "}
        <strong>
          <Money amount={entry.amount} />
        </strong>{" "}
        <Day day={entry.booked_at} />
      </p>
      <dl class="facts">
        <div>
          <dt>{words.screens.accounts.account}</dt>
          <dd>
            <AccountLink who={entry.account} />
          </dd>
        </div>
        <div>
          <dt>{of.counterparty}</dt>
          <dd>{entry.counterparty?.id ? <AccountLink who={{ ...entry.counterparty, id: entry.counterparty.id }} /> : words.common.unknown}</dd>
        </div>
        <div>
          <dt>{of.text}</dt>
          <dd>{entry.text_hidden ? <span class="soft">{words.names.textHidden}</span> : entry.text ? <LongText text={entry.text} /> : words.common.none}</dd>
        </div>
        {entry.reference && (
          <div>
            <dt>{of.reference}</dt>
            <dd>
              <LongText text={entry.reference} />
            </dd>
          </div>
        )}
        <div>
          <dt>{of.channel}</dt>
          <dd>
            {of.channels[entry.channel] ?? entry.channel}
            {entry.country && `, ${entry.country}`}
          </dd>
        </div>
        {entry.value_date && (
          <div>
            <dt>{of.valueDate}</dt>
            <dd>
              <Day day={entry.value_date} />
            </dd>
          </div>
        )}
        {entry.balance && (
          <div>
            <dt>{of.balance}</dt>
            <dd>
              <Money amount={entry.balance} />
            </dd>
          </div>
        )}
        <div>
          <dt>{words.screens.entry.id}</dt>
          <dd class="hash">{entry.id}</dd>
        </div>
      </dl>
      <p class="actions is-left">
        {entry.direction === "in" && (
          <button type="button" onClick={() => beginTrace({ credits: entry.id })}>
            {of.follow}
          </button>
        )}
        <button type="button" onClick={() => setLinking(true)}>
          {words.screens.follow.link}
        </button>
      </p>
      {linking && <TraceActs saying={{ kind: "link", ...(entry.direction === "in" ? { credit: entry.id } : { debit: entry.id }) }} onClose={() => setLinking(false)} />}
      <h3>{words.screens.entry.coordinates}</h3>
      {entry.coordinates.map((place) => (
        <Coordinates key={`${place.source} ${place.page} ${place.row}`} place={place} entry={entry.id} />
      ))}
    </>
  );
}

function Coordinates({ place, entry }: { place: EntrySource; entry: string }) {
  const words = useWords();
  const of = words.screens.entry;
  const where = [
    place.page !== null ? of.page(place.page) : "",
    place.message != null ? of.message(place.message) : "",
    place.row !== null ? of.row(place.row) : "",
    place.line !== null ? of.line(place.line) : "",
  ].filter(Boolean);
  return (
    <section class="coordinates">
      <p>
        <strong>
          <Said text={place.name} />
        </strong>
        {where.length > 0 && `, ${where.join(", ")}`}
        {place.column && (
          <>
            , <Said text={of.column(place.column)} />
          </>
        )}{" "}
        <span class="soft">
          <Said text={words.screens.case.formats[place.format] ?? place.format} /> · <span class={place.use === "evidence" ? "" : "restricted"}>{words.screens.case.use[place.use] ?? place.use}</span>
        </span>
      </p>
      <Place sha256={place.source} page={place.page} row={place.row} entry={entry} name={place.name} />
    </section>
  );
}

function Place({ sha256, page, row, line = null, entry, name }: { sha256: string; page: number | null; row: number | null; line?: number | null; entry: string | null; name: string }) {
  const words = useWords();
  return (
    <>
      {page !== null ? <SourcePageView sha256={sha256} first={page} entry={entry} name={name} /> : row !== null || line !== null ? <SourceRowsView sha256={sha256} row={row} line={line} name={name} /> : <p class="soft">{words.screens.entry.noSource}</p>}
      <p class="soft">
        <SaveLink address={at(["sources", sha256, "original"])}>{words.screens.entry.original}</SaveLink>{" "}
        · SHA-256 <bdi class="hash">{sha256}</bdi>
      </p>
    </>
  );
}

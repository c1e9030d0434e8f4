// The entries of an account as a fast table: filtered, ordered, selected and marked in bulk, each with its way to the source.

import { useState } from "preact/hooks";
import { at } from "../api/client";
import { usePages, type Blocks } from "../api/pages";
import type { AccountDetail, Entry } from "../api/types";
import { shortAccount } from "../format/text";
import { change, link } from "../router";
import { useWords } from "../words";
import { beginTrace } from "../screens/follow";
import { EntryFilters, filterOf, isFiltered } from "./entry-filters";
import { openEntry } from "./entry-ref";
import { MarkChip } from "./mark-chip";
import { MarkDialog } from "./mark-dialog";
import { Empty, Failure, Loading } from "./states";
import { Day, Money, Name, Said } from "./text";
import { VirtualTable, type Column } from "./virtual-table";

export function AccountEntries({ account, query }: { account: AccountDetail; query: URLSearchParams }) {
  const words = useWords();
  const of = words.screens.account;
  const filter = filterOf(query);
  const sort = query.get("sort") ?? "booked_at";
  const id = account.account.id;
  const figure = query.get("figure");
  const address = (offset: number, limit: number) => (figure ? at(["accounts", id, "profile", "entries"], { figure, sort, offset, limit }) : at(["accounts", id, "entries"], { ...filter, sort, offset, limit }));
  const rows = usePages<Entry>(`entries ${id} ${sort} ${figure ?? JSON.stringify(filter)}`, address);
  const [chosen, setChosen] = useState<Set<string>>(new Set());
  const [marking, setMarking] = useState<"chosen" | "filter" | null>(null);
  if (account.entries === 0) return <Empty>{of.empty}</Empty>;
  return (
    <section aria-label={of.tabEntries}>
      {figure ? <OfFigure account={id} figure={figure} total={rows.known ? rows.total : null} /> : <EntryFilters query={query} total={rows.known ? rows.total : null} />}
      <SelectionBar
        chosen={chosen.size}
        total={rows.total}
        hasFilter={figure === null && isFiltered(filter)}
        onMark={() => setMarking("chosen")}
        onMarkAll={() => setMarking("filter")}
        onFollow={() => beginTrace({ credits: [...chosen].join(", ") })}
        onClear={() => setChosen(new Set())}
      />
      {rows.failed ? (
        <Failure failed={rows.failed} />
      ) : !rows.known ? (
        <Loading />
      ) : rows.total === 0 ? (
        <Empty>{of.emptyFilter}</Empty>
      ) : (
        <EntriesTable rows={rows} sort={sort} chosen={chosen} setChosen={setChosen} />
      )}
      {marking && (
        <MarkDialog
          what={marking === "chosen" ? { entries: [...chosen] } : { filter: { account: id, ...filter } }}
          count={marking === "chosen" ? chosen.size : rows.total}
          onClose={() => setMarking(null)}
          onDone={() => setChosen(new Set())}
        />
      )}
    </section>
  );
}

/** Says of which figure of the profile these are the entries, and leads back. */
function OfFigure({ account, figure, total }: { account: string; figure: string; total: number | null }) {
  const of = useWords().screens.account;
  const [currency = "", ...path] = figure.split("/");
  // A channel is called `other` too: what stands between the kind and the way is a number, a month, a country or a channel.
  const said = (part: string, at: number) => (at === 0 || at === path.length - 1 ? of.profile.figureParts[part] : of.channels[part]) ?? part;
  return (
    <p class="filter-row">
      <span>
        {of.profile.figureOf} <strong>{[currency, ...path.map(said)].join(" · ")}</strong>
      </span>
      {total !== null && (
        <span class="filter-count" role="status">
          {of.entriesCount(total)}
        </span>
      )}
      <a href={link("accounts", account, { tab: "profile" })}>{of.profile.back}</a>
      <a href={link("accounts", account)}>{of.clear}</a>
    </p>
  );
}

interface BarProps {
  chosen: number;
  total: number;
  hasFilter: boolean;
  onMark(): void;
  onMarkAll(): void;
  onFollow(): void;
  onClear(): void;
}

function SelectionBar({ chosen, total, hasFilter, onMark, onMarkAll, onFollow, onClear }: BarProps) {
  const words = useWords();
  const of = words.screens.account;
  return (
    <div class="selection">
      <span role="status">{of.selected(chosen)}</span>
      <button type="button" disabled={chosen === 0} onClick={onMark}>
        {of.mark}
      </button>
      <button type="button" disabled={chosen === 0} onClick={onFollow}>
        {of.follow}
      </button>
      {chosen > 0 && (
        <button type="button" class="quiet" onClick={onClear}>
          {of.clearSelection}
        </button>
      )}
      {hasFilter && total > 0 && (
        <button type="button" onClick={onMarkAll}>
          {of.selectAll(total)}
        </button>
      )}
    </div>
  );
}

interface TableProps {
  rows: Blocks<Entry>;
  sort: string;
  chosen: Set<string>;
  setChosen(chosen: Set<string>): void;
}

function EntriesTable({ rows, sort, chosen, setChosen }: TableProps) {
  const words = useWords();
  const of = words.screens.account;
  const [anchor, setAnchor] = useState<number | null>(null);
  const choose = (index: number, extend: boolean) => {
    const next = new Set(chosen);
    const first = extend && anchor !== null ? Math.min(anchor, index) : index;
    const last = extend && anchor !== null ? Math.max(anchor, index) : index;
    const row = rows.row(index);
    const on = extend || !(row && next.has(row.id));
    for (let at = first; at <= last; at += 1) {
      const id = rows.row(at)?.id;
      if (id && on) next.add(id);
      else if (id) next.delete(id);
    }
    setAnchor(index);
    setChosen(next);
  };
  const columns: Column<Entry>[] = [
    {
      key: "choose",
      title: <span class="sr">{of.select}</span>,
      width: "2.4rem",
      align: "centre",
      cell: (row, index) => (
        <label class="check">
          <input
            type="checkbox"
            checked={chosen.has(row.id)}
            aria-label={`${of.select} ${row.id}`}
            onClick={(event) => choose(index, event.shiftKey)}
          />
        </label>
      ),
    },
    { key: "date", title: of.date, sort: "booked_at", width: "6.4rem", cell: (row) => <Day day={row.booked_at} short /> },
    {
      key: "amount",
      title: of.amount,
      sort: "amount",
      width: "8.8rem",
      align: "right",
      cell: (row) => (
        <button type="button" class="link figure" title={words.screens.entry.title} onClick={() => openEntry(row.id, row.account.id)}>
          <span class="sr">{row.direction === "in" ? of.in : of.out} </span>
          <span class={`sign-${row.direction}`}>
            {row.direction === "in" ? "+" : "−"}
            <Money amount={row.amount} />
          </span>
        </button>
      ),
    },
    { key: "balance", title: of.balance, width: "7rem", align: "right", cell: (row) => row.balance && <span class="soft"><Money amount={row.balance} bare /></span> },
    { key: "counterparty", title: of.counterparty, width: "minmax(9.5rem, 1fr)", cell: (row) => row.counterparty && <Other who={row.counterparty} /> },
    { key: "channel", title: of.channel, width: "8.6rem", cell: (row) => <span class="soft">{of.channels[row.channel] ?? row.channel}</span> },
    { key: "text", title: of.text, width: "minmax(10.5rem, 1.6fr)", cell: (row) => (row.text_hidden ? <span class="soft">{words.names.textHidden}</span> : <Said text={row.text} most={160} />) },
    { key: "marks", title: of.marks, width: "7rem", cell: (row) => row.marks.map((mark) => <MarkChip key={mark.id} label={mark.label} colour={mark.colour} most={30} />) },
  ];
  return (
    <VirtualTable
      caption={of.tabEntries}
      columns={columns}
      total={rows.total}
      row={(index) => rows.row(index)}
      need={(from, to) => rows.need(from, to)}
      sorted={sort}
      onSort={(word) => change({ sort: word })}
      isChosen={(row) => chosen.has(row.id)}
      isMarked={(row) => row.marks.length > 0}
      onOpen={(row) => openEntry(row.id, row.account.id)}
      onChoose={(_row, index, extend) => choose(index, extend)}
    />
  );
}

/** The other side of an entry: by name where one is known, else by the key of its account, else the outside world. */
function Other({ who }: { who: NonNullable<Entry["counterparty"]> }) {
  const words = useWords();
  if (who.id === null) return <span class="soft">{who.label && who.label !== "—" ? <Said text={who.label} most={80} /> : words.screens.follow.outside}</span>;
  return (
    <a class="plain" href={link("accounts", who.id)}>
      {who.label ? <Name who={{ ...who, id: who.id }} /> : shortAccount(who.id)}
    </a>
  );
}

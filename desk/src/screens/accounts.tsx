// All accounts, as a table that can be filtered and ordered.

import { useId } from "preact/hooks";
import { at } from "../api/client";
import { usePages } from "../api/pages";
import type { AccountRow } from "../api/types";
import { Empty, Failure, Loading } from "../components/states";
import { Day, Key, Money, Name, Said } from "../components/text";
import { VirtualTable, type Column } from "../components/virtual-table";
import { count } from "../format/money";
import { change, go, link } from "../router";
import { useLanguage, useWords } from "../words";

export function AccountsScreen({ query }: { query: URLSearchParams }) {
  const words = useWords();
  const of = words.screens.accounts;
  const id = useId();
  const filter = query.get("query") ?? "";
  const sort = query.get("sort") ?? "-entries";
  const rows = usePages<AccountRow>(`accounts ${filter} ${sort}`, (offset, limit) => at(["accounts"], { query: filter, sort, offset, limit }));
  return (
    <>
      <header class="screen-head">
        <h1>{of.title}</h1>
        <p class="intro">{of.intro}</p>
      </header>
      <p class="filters">
        <label for={id}>{of.filter}</label>{" "}
        <input id={id} type="search" class="wide" value={filter} autocomplete="off" spellcheck={false} onInput={(event) => change({ query: event.currentTarget.value })} />
        {rows.known && <span class="soft" role="status">{words.common.accounts(rows.total)}</span>}
      </p>
      {rows.failed ? (
        <Failure failed={rows.failed} />
      ) : !rows.known ? (
        <Loading />
      ) : rows.total === 0 ? (
        <Empty>{filter ? of.emptyFilter : of.empty}</Empty>
      ) : (
        <AccountsTable rows={rows} sort={sort} />
      )}
    </>
  );
}

function AccountsTable({ rows, sort }: { rows: ReturnType<typeof usePages<AccountRow>>; sort: string }) {
  const words = useWords();
  const language = useLanguage();
  const of = words.screens.accounts;
  const columns: Column<AccountRow>[] = [
    { key: "account", title: of.account, sort: "id", width: "17rem", sticky: true, cell: (row) => <a href={link("accounts", row.account.id)}><Key id={row.account.id} /></a> },
    { key: "holder", title: of.holder, width: "minmax(6.5rem, 1fr)", cell: (row) => <Name who={row.account} /> },
    { key: "bank", title: of.bank, width: "minmax(4.5rem, 0.7fr)", cell: (row) => row.bank && <Said text={row.bank} most={60} /> },
    { key: "country", title: of.country, width: "3.5rem", cell: (row) => row.country },
    { key: "entries", title: of.entries, sort: "entries", width: "5rem", align: "right", cell: (row) => count(row.entries, language) },
    { key: "in", title: of.in, sort: "in", width: "7.8rem", align: "right", cell: (row) => <Money amount={row.in} /> },
    { key: "out", title: of.out, sort: "out", width: "7.8rem", align: "right", cell: (row) => <Money amount={row.out} /> },
    { key: "first", title: of.first, sort: "first", width: "6rem", cell: (row) => row.first && <Day day={row.first} short /> },
    { key: "last", title: of.last, sort: "last", width: "6rem", cell: (row) => row.last && <Day day={row.last} short /> },
  ];
  return (
    <VirtualTable
      caption={of.title}
      columns={columns}
      total={rows.total}
      row={(index) => rows.row(index)}
      need={(from, to) => rows.need(from, to)}
      sorted={sort}
      onSort={(word) => change({ sort: word })}
      onOpen={(row) => go(link("accounts", row.account.id))}
    />
  );
}

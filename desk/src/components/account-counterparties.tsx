// Who pays an account and who is paid by it.

import { at } from "../api/client";
import { usePages } from "../api/pages";
import type { Counterparty } from "../api/types";
import { compare, count } from "../format/money";
import { go, link } from "../router";
import { useLanguage, useWords } from "../words";
import { Empty, Failure, Loading } from "./states";
import { AccountLink, Day, Money } from "./text";
import { VirtualTable, type Column } from "./virtual-table";

export function AccountCounterparties({ id }: { id: string }) {
  const words = useWords();
  const language = useLanguage();
  const of = words.screens.account;
  const rows = usePages<Counterparty>(`others ${id}`, (offset, limit) => at(["accounts", id, "counterparties"], { offset, limit }));
  if (rows.failed) return <Failure failed={rows.failed} />;
  if (!rows.known) return <Loading />;
  if (rows.total === 0) return <Empty>{of.othersEmpty}</Empty>;
  const some = (minor: string) => compare(minor, "0") !== 0;
  const columns: Column<Counterparty>[] = [
    { key: "account", title: of.counterparty, width: "minmax(19rem, 1fr)", sticky: true, cell: (row) => (row.account.id === null ? <span class="soft">{words.screens.follow.outside}</span> : <AccountLink who={{ ...row.account, id: row.account.id }} />) },
    { key: "country", title: of.country, width: "4rem", cell: (row) => row.country },
    { key: "in", title: words.screens.accounts.in, width: "9.5rem", align: "right", cell: (row) => some(row.in.minor) && <Money amount={row.in} /> },
    { key: "out", title: words.screens.accounts.out, width: "9.5rem", align: "right", cell: (row) => some(row.out.minor) && <Money amount={row.out} /> },
    { key: "entries", title: of.count, width: "6.5rem", align: "right", cell: (row) => count(row.entries, language) },
    { key: "first", title: words.screens.accounts.first, width: "6.5rem", cell: (row) => <Day day={row.first} short /> },
    { key: "last", title: words.screens.accounts.last, width: "7rem", cell: (row) => <Day day={row.last} short /> },
  ];
  return (
    <VirtualTable caption={of.othersTitle} columns={columns} total={rows.total} row={(index) => rows.row(index)} need={(from, to) => rows.need(from, to)} onOpen={(row) => row.account.id !== null && go(link("accounts", row.account.id))} />
  );
}

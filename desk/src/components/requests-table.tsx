// What to ask banks for next.

import { at } from "../api/client";
import { usePages } from "../api/pages";
import type { RequestRow } from "../api/types";
import { useWords } from "../words";
import { Empty, Failure, Loading } from "./states";
import { AccountLink, MoneyRange, Sentence, Span } from "./text";
import { VirtualTable, type Column } from "./virtual-table";

export function RequestsTable() {
  const words = useWords();
  const of = words.screens.case;
  const rows = usePages<RequestRow>("requests", (offset, limit) => at(["case", "requests"], { offset, limit }));
  if (rows.failed) return <Failure failed={rows.failed} />;
  if (!rows.known) return <Loading />;
  if (rows.total === 0) return <Empty>{of.requestsEmpty}</Empty>;
  const columns: Column<RequestRow>[] = [
    { key: "ask", title: of.ask, width: "minmax(20rem, 3fr)", cell: (row) => <Sentence words={row.ask} /> },
    { key: "account", title: of.account, width: "minmax(11rem, 1fr)", cell: (row) => <AccountLink who={row.account} short /> },
    { key: "payee", title: of.payee, width: "minmax(9rem, 0.8fr)", cell: (row) => row.payee && <AccountLink who={row.payee} short /> },
    { key: "period", title: of.period, width: "11rem", cell: (row) => <Span from={row.from} to={row.to} /> },
    { key: "amount", title: of.amount, width: "9.5rem", align: "right", cell: (row) => row.low && row.high && <MoneyRange low={row.low} high={row.high} /> },
  ];
  return (
    <>
      <p class="soft">{of.requestsIntro}</p>
      <VirtualTable caption={of.tabRequests} columns={columns} total={rows.total} row={(index) => rows.row(index)} need={(from, to) => rows.need(from, to)} lines={4} />
    </>
  );
}

// What to ask banks for next.

import { useState } from "preact/hooks";
import { at } from "../api/client";
import { usePages } from "../api/pages";
import type { AskedRow, RequestRow } from "../api/types";
import { useWords } from "../words";
import { AskedDialog } from "./asked-dialog";
import { Empty, Failure, Loading } from "./states";
import { AccountLink, Day, MoneyRange, Said, Sentence, Span } from "./text";
import { ToAskTable } from "./to-ask-table";
import { VirtualTable, type Column } from "./virtual-table";

export function RequestsTable() {
  return (
    <>
      <AskedTable />
      <ToAsk />
      <ToAskTable />
    </>
  );
}

/** What was asked for and what came of it, overdue ones first. */
function AskedTable() {
  const words = useWords();
  const of = words.screens.case;
  const rows = usePages<AskedRow>("asked", (offset, limit) => at(["case", "asked"], { offset, limit }));
  if (rows.failed) return <Failure failed={rows.failed} />;
  if (!rows.known) return <Loading />;
  if (rows.total === 0) return null;
  const state = (row: AskedRow) => (row.overdue_days !== null ? <strong>{of.askedOverdue(row.overdue_days)}</strong> : of.askedStates[row.state]);
  const columns: Column<AskedRow>[] = [
    { key: "state", title: of.askedState, width: "11rem", cell: state },
    { key: "account", title: of.account, width: "minmax(12rem, 1fr)", cell: (row) => <AccountLink who={row.account} short /> },
    { key: "period", title: of.period, width: "10.6rem", cell: (row) => `${row.from ?? "?"} – ${row.to ?? "?"}` },
    { key: "request", title: of.askedReference, width: "minmax(9rem, 0.8fr)", cell: (row) => <Said text={row.request} most={60} /> },
    { key: "of", title: of.askedOf, width: "minmax(9rem, 0.8fr)", cell: (row) => row.of && <Said text={row.of} most={60} /> },
    { key: "asked", title: of.askedColumn, width: "7rem", cell: (row) => row.asked_on && <Day day={row.asked_on} short /> },
    { key: "due", title: of.askedDue, width: "7rem", cell: (row) => row.due && <Day day={row.due} short /> },
  ];
  return (
    <>
      <p class="soft">{of.askedIntro}</p>
      <VirtualTable caption={of.askedTable} columns={columns} total={rows.total} row={(index) => rows.row(index)} need={(from, to) => rows.need(from, to)} lines={2} />
    </>
  );
}

/** What the traces lack. */
function ToAsk() {
  const words = useWords();
  const of = words.screens.case;
  const rows = usePages<RequestRow>("requests", (offset, limit) => at(["case", "requests"], { offset, limit }));
  const [asking, setAsking] = useState<RequestRow | null>(null);
  if (rows.failed) return <Failure failed={rows.failed} />;
  if (!rows.known) return <Loading />;
  if (rows.total === 0) return <Empty>{of.requestsEmpty}</Empty>;
  const columns: Column<RequestRow>[] = [
    { key: "ask", title: of.ask, width: "minmax(15rem, 3fr)", cell: (row) => <Sentence words={row.ask} /> },
    { key: "account", title: of.account, width: "minmax(10rem, 1fr)", cell: (row) => <AccountLink who={row.account} short /> },
    { key: "payee", title: of.payee, width: "minmax(9rem, 0.8fr)", cell: (row) => row.payee && <AccountLink who={row.payee} short /> },
    { key: "period", title: of.period, width: "10.6rem", cell: (row) => <Span from={row.from} to={row.to} /> },
    { key: "amount", title: of.amount, width: "11.2rem", align: "right", cell: (row) => row.low && row.high && <MoneyRange low={row.low} high={row.high} /> },
    {
      key: "asked",
      title: of.askedColumn,
      width: "6.6rem",
      cell: (row) => (
        <>
          {row.asked && row.asked.length > 0 && <Said text={row.asked.join(", ")} most={60} />}{" "}
          <button type="button" class="small" onClick={() => setAsking(row)}>
            {of.askedButton}
          </button>
        </>
      ),
    },
  ];
  return (
    <>
      <p class="soft">{of.requestsIntro}</p>
      <VirtualTable caption={of.tabRequests} columns={columns} total={rows.total} row={(index) => rows.row(index)} need={(from, to) => rows.need(from, to)} lines={4} />
      {asking && <AskedDialog account={(asking.payee ?? asking.account).id} from={asking.from} to={asking.to} onClose={() => setAsking(null)} />}
    </>
  );
}

// Accounts that nobody asked for and may matter, and why: those that registers name, where followed sums end, and the largest on the other side.

import { useState } from "preact/hooks";
import { at } from "../api/client";
import { usePages } from "../api/pages";
import type { ToAskRow } from "../api/types";
import { useWords } from "../words";
import { AskedDialog } from "./asked-dialog";
import { Failure, Loading } from "./states";
import { AccountLink, Money, Said } from "./text";
import { VirtualTable, type Column } from "./virtual-table";

export function ToAskTable() {
  const of = useWords().screens.case;
  const rows = usePages<ToAskRow>("to-ask", (offset, limit) => at(["case", "to-ask"], { offset, limit }));
  const [asking, setAsking] = useState<ToAskRow | null>(null);
  if (rows.failed) return <Failure failed={rows.failed} />;
  if (!rows.known) return <Loading />;
  if (rows.total === 0) return null;
  const columns: Column<ToAskRow>[] = [
    { key: "account", title: of.account, width: "minmax(12rem, 1fr)", cell: (row) => <AccountLink who={row.account} short /> },
    { key: "bank", title: of.askedOf, width: "minmax(8rem, 0.7fr)", cell: (row) => row.bank && <Said text={row.bank} most={60} /> },
    { key: "period", title: of.period, width: "10.6rem", cell: (row) => row.from && `${row.from} – ${row.to ?? "?"}` },
    { key: "why", title: of.toAskWhy, width: "minmax(14rem, 2fr)", cell: (row) => row.why.map((why) => of.toAskReasons[why]).join("; ") },
    { key: "passed", title: of.toAskPassed, width: "9rem", align: "right", cell: (row) => row.passed && <Money amount={row.passed} /> },
    {
      key: "ask",
      title: of.askedColumn,
      width: "6.6rem",
      cell: (row) => (
        <button type="button" class="small" onClick={() => setAsking(row)}>
          {of.askedButton}
        </button>
      ),
    },
  ];
  return (
    <>
      <h2>{of.toAskTable}</h2>
      <p class="soft">{of.toAskIntro}</p>
      <VirtualTable caption={of.toAskTable} columns={columns} total={rows.total} row={(index) => rows.row(index)} need={(from, to) => rows.need(from, to)} lines={3} />
      {asking && <AskedDialog account={asking.account.id} from={asking.from} to={asking.to} bank={asking.bank} onClose={() => setAsking(null)} />}
    </>
  );
}

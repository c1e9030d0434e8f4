// The statements of an account, and whether each foots.

import type { AccountDetail } from "../api/types";
import { useWords } from "../words";
import { Square } from "./month-grid";
import { Empty } from "./states";
import { Day, Money, Said } from "./text";
import { VirtualTable, type Column } from "./virtual-table";

type Row = AccountDetail["statements"][number];

export function AccountStatements({ account }: { account: AccountDetail }) {
  const words = useWords();
  const of = words.screens.account;
  if (account.statements.length === 0) return <Empty>{of.statementsEmpty}</Empty>;
  const state = (row: Row) => (row.foots === null ? "r" : row.foots ? "f" : "x");
  const said = { r: of.footsUnknown, f: of.footsYes, x: of.footsNo };
  const columns: Column<Row>[] = [
    { key: "period", title: of.period, width: "13.5rem", cell: (row) => <><Day day={row.from} short /> – <Day day={row.to} short /></> },
    { key: "opening", title: of.opening, width: "9.5rem", align: "right", cell: (row) => row.opening && <Money amount={row.opening} /> },
    { key: "closing", title: of.closing, width: "9.5rem", align: "right", cell: (row) => row.closing && <Money amount={row.closing} /> },
    { key: "foots", title: of.foots, width: "12.5rem", cell: (row) => <span class={`foots foots-${state(row)}`}><Square state={state(row)} /> {said[state(row)]}</span> },
    { key: "source", title: of.source, width: "minmax(12rem, 1fr)", cell: (row) => <Said text={row.name ?? row.source} /> },
  ];
  return <VirtualTable caption={of.tabStatements} columns={columns} total={account.statements.length} row={(index) => account.statements[index]} />;
}

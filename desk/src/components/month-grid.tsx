// Accounts by month: what is known, asked for and received, and whether it foots. Each state is a shape before it is a colour.

import { at } from "../api/client";
import { usePages } from "../api/pages";
import type { Grid } from "../api/types";
import { get } from "../api/client";
import { useEffect, useState } from "preact/hooks";
import { monthName } from "../format/dates";
import { visible } from "../format/text";
import { go, link } from "../router";
import { useLanguage, useWords } from "../words";
import { Empty, Failure, Loading } from "./states";
import { AccountLink } from "./text";
import { VirtualTable, type Column } from "./virtual-table";

type Row = Grid["rows"][number];

export const STATES = ["f", "x", "r", "p", "a", "k", "."] as const;
const CLASS: Record<string, string> = { ".": "none" };

/** One square. */
export function Square({ state }: { state: string }) {
  return <span class={`square square-${CLASS[state] ?? state}`} aria-hidden="true" />;
}

/** What the squares mean. */
export function GridLegend() {
  const words = useWords();
  const of = words.screens.case;
  return (
    <ul class="legend" aria-label={of.legend}>
      {STATES.map((state) => (
        <li key={state}>
          <Square state={state} /> {of.month[state]}
        </li>
      ))}
    </ul>
  );
}

/** Consecutive months of one year under one head. */
function useMonths(revisionKey: string): string[] {
  const [months, setMonths] = useState<string[]>([]);
  useEffect(() => {
    const stop = new AbortController();
    get<Grid>(at(["case", "grid"], { offset: 0, limit: 1 }), stop.signal).then(
      (grid) => setMonths(grid.months),
      () => undefined,
    );
    return () => stop.abort();
  }, [revisionKey]);
  return months;
}

/** `accounts` is how many the case knows, with a statement or without. */
export function MonthGrid({ version, accounts }: { version: string; accounts: number }) {
  const words = useWords();
  const language = useLanguage();
  const of = words.screens.case;
  const months = useMonths(version);
  const rows = usePages<Row>(`grid ${version}`, (offset, limit) => at(["case", "grid"], { offset, limit }));
  if (rows.failed) return <Failure failed={rows.failed} />;
  if (!rows.known) return <Loading />;
  if (rows.total === 0) return <Empty>{accounts > 0 ? of.gridNoStatement : of.gridEmpty}</Empty>;
  const columns: Column<Row>[] = [
    { key: "account", title: of.account, width: "22.5rem", sticky: true, cell: (row) => <AccountLink who={row.account} /> },
    ...months.map((month, index): Column<Row> => {
      const [year = "", number = "1"] = month.split("-");
      const name = monthName(Number(number) - 1, language, true);
      const isFirst = index === 0 || number === "01";
      return {
        key: month,
        title: (
          <span class="month-title">
            <span class="month-year">{isFirst ? year : ""}</span>
            <span>{name}</span>
          </span>
        ),
        hint: `${monthName(Number(number) - 1, language)} ${year}`,
        width: "2.4rem",
        align: "centre",
        cell: (row) => {
          const state = row.cells[index] ?? ".";
          const said = of.month[state] ?? state;
          return (
            <span role="img" aria-label={said} title={`${monthName(Number(number) - 1, language)} ${year} · ${said}`}>
              <Square state={state} />
            </span>
          );
        },
      };
    }),
  ];
  return (
    <div class="month-grid">
      <VirtualTable
        caption={of.gridTitle}
        columns={columns}
        total={rows.total}
        row={(index) => rows.row(index)}
        need={(from, to) => rows.need(from, to)}
        onOpen={(row) => go(link("accounts", row.account.id, { tab: "statements" }))}
      />
      <span class="sr">{visible(words.common.accounts(rows.total))}</span>
    </div>
  );
}

// Where the money is, by every rule side by side: held in which account, left how. Where rules differ, the difference is seen in a row.

import { useMemo } from "preact/hooks";
import type { Amount, Trace, TraceLeft } from "../api/types";
import { minor, range, sum } from "../format/money";
import { useLanguage, useWords } from "../words";
import { AccountLink } from "./text";

const ORDER = ["fifo", "lifo", "pro-rata", "libr", "pari-passu", "poison"];

interface Cell {
  low: string;
  high: string;
  orMore: boolean;
  transactions: string[];
}

interface Row {
  key: string;
  account: string;
  how: string;
  cells: Map<string, Cell>;
}

/** The rules of a trace, in the order in which they are shown. */
export function rulesOf(trace: Trace): string[] {
  return Object.keys(trace.rules).sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b));
}

/** One row for each account and how: what is held first, then what left. */
export function rowsOf(trace: Trace, claim: string, digits: number): Row[] {
  const rows = new Map<string, Row>();
  const add = (rule: string, account: string, how: string, low: string, high: string, orMore: boolean, transaction: string | null) => {
    const key = `${how === "held" ? "0" : "1"} ${how} ${account}`;
    const row = rows.get(key) ?? { key, account, how, cells: new Map<string, Cell>() };
    rows.set(key, row);
    const [least, most] = [minor(low, digits), minor(high, digits)];
    if (least === null || most === null) return;
    const cell = row.cells.get(rule) ?? { low: "0", high: "0", orMore: false, transactions: [] };
    row.cells.set(rule, {
      low: sum([cell.low, least]),
      high: sum([cell.high, most]),
      orMore: cell.orMore || orMore,
      transactions: transaction ? [...cell.transactions, transaction] : cell.transactions,
    });
  };
  for (const rule of rulesOf(trace)) {
    const said = trace.rules[rule];
    for (const held of said?.held ?? []) if (held.claim === claim) add(rule, held.account, "held", held.low, held.high, held.or_more ?? false, null);
    for (const left of (said?.left ?? []) as TraceLeft[]) if (left.claim === claim) add(rule, left.account, left.how, left.low, left.high, false, left.transaction);
    for (const taken of said?.exchange ?? []) if (taken.claim === claim) add(rule, "", "exchange", taken.low, taken.high, false, taken.transaction);
  }
  const largest = (row: Row) => [...row.cells.values()].reduce((best, cell) => (BigInt(cell.high) > best ? BigInt(cell.high) : best), 0n);
  return [...rows.values()].sort((a, b) => {
    if ((a.how === "held") !== (b.how === "held")) return a.how === "held" ? -1 : 1;
    const difference = largest(b) - largest(a);
    return difference > 0n ? 1 : difference < 0n ? -1 : a.key < b.key ? -1 : 1;
  });
}

export function RulesTable({ trace, claim }: { trace: Trace; claim: string }) {
  const words = useWords();
  const language = useLanguage();
  const of = words.screens.follow;
  const digits = trace.digits ?? 2;
  const currency = trace.claims.find((one) => one.claim === claim)?.currency ?? "EUR";
  const rules = rulesOf(trace);
  const rows = useMemo(() => rowsOf(trace, claim, digits), [trace, claim, digits]);
  const who = useMemo(() => new Map(trace.accounts.map((one) => [one.id, one])), [trace]);
  const amount = (value: string): Amount => ({ minor: value, currency, digits });
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={of.allRules}>
      <table class="rules">
        <caption>{of.allRules}</caption>
        <thead>
          <tr>
            <th scope="col">{of.placeColumn}</th>
            {rules.map((rule) => (
              <th key={rule} scope="col" class="right" title={of.rulesAbout[rule]}>
                {of.rules[rule] ?? rule}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">
                <span class={`how how-${row.how}`}>{row.how === "held" ? of.held : (of.leftAs[row.how] ?? row.how)}</span>{" "}
                {row.account && <AccountLink who={who.get(row.account) ?? { id: row.account, label: "", hidden: true, category: null }} />}
              </th>
              {rules.map((rule) => {
                const cell = row.cells.get(rule);
                return (
                  <td key={rule} class="right amount">
                    {cell ? (
                      <>
                        {range({ low: amount(cell.low), high: amount(cell.high) }, language)}
                        {cell.orMore && ` ${of.orMore}`}
                      </>
                    ) : (
                      <span class="soft" title={of.notGivenBy}>
                        –<span class="sr"> {of.notGivenBy}</span>
                      </span>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

// The running balance: a chart that is brought only when it is looked at, and the months as a table.

import { useEffect, useRef, useState } from "preact/hooks";
import { at, useGet } from "../api/client";
import type { Balance } from "../api/types";
import { month as writeMonth } from "../format/dates";
import { theme, useCell } from "../state";
import { useLanguage, useWords } from "../words";
import type { BalanceChart } from "./balance-chart";
import { Answer, Empty } from "./states";
import { Money } from "./text";

export function AccountBalance({ id, currency }: { id: string; currency: string | null }) {
  const words = useWords();
  const of = words.screens.account;
  const balance = useGet<Balance>(at(["accounts", id, "balance"], { points: 2000, currency }));
  return (
    <Answer of={balance}>
      {(data) =>
        data.points.length === 0 ? (
          <Empty>{of.balanceEmpty}</Empty>
        ) : (
          <section aria-label={of.balanceTitle}>
            {data.opening_known === false && <p class="care">{of.openingUnknown}</p>}
            <p class="soft">{of.balanceHelp}</p>
            <Chart balance={data} />
            <MonthTable balance={data} />
          </section>
        )
      }
    </Answer>
  );
}

function Chart({ balance }: { balance: Balance }) {
  const words = useWords();
  const language = useLanguage();
  const look = useCell(theme);
  const place = useRef<HTMLDivElement>(null);
  const [said, setSaid] = useState("");
  useEffect(() => {
    let chart: BalanceChart | null = null;
    let isGone = false;
    import("./balance-chart").then(({ BalanceChart }) => {
      if (!isGone && place.current) chart = new BalanceChart(place.current, balance, language, setSaid);
    });
    const watcher = new ResizeObserver(() => chart?.fit());
    if (place.current) watcher.observe(place.current);
    return () => {
      isGone = true;
      watcher.disconnect();
      chart?.destroy();
    };
  }, [balance, language, look]);
  return (
    <figure class="chart">
      <div ref={place} class="chart-place" role="img" aria-label={words.screens.account.balanceTitle} />
      <figcaption class="chart-said">{said || "\u00a0"}</figcaption>
    </figure>
  );
}

function MonthTable({ balance }: { balance: Balance }) {
  const words = useWords();
  const language = useLanguage();
  const of = words.screens.account;
  const { currency, digits, months = [] } = balance;
  if (months.length === 0) return null;
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={of.balanceTable}>
      <table class="narrow">
        <caption>{of.balanceTable}</caption>
        <thead>
          <tr>
            <th scope="col">{of.month}</th>
            <th scope="col" class="right">{of.balanceLowest}</th>
            <th scope="col" class="right">{of.balanceHighest}</th>
            <th scope="col" class="right">{of.balanceEnd}</th>
          </tr>
        </thead>
        <tbody>
          {months.map((row) => (
            <tr key={row.month}>
              <th scope="row">{writeMonth(row.month, language)}</th>
              {[row.lowest, row.highest, row.end].map((minor, index) => (
                <td key={index} class="right">
                  <Money amount={{ minor, currency, digits }} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

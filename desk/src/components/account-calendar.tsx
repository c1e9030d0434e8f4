// The days of a year on which an account had entries: darker for more, a dot above for money in, below for money out. Each day is a
// button that leads to its entries; the table beside it says the same by month.

import { useMemo, useState } from "preact/hooks";
import { at, useGet } from "../api/client";
import type { Amount, CalendarDay } from "../api/types";
import { day as writeDay, monthName, monthShape } from "../format/dates";
import { count, money, sum } from "../format/money";
import { change } from "../router";
import { useLanguage, useWords } from "../words";
import { Answer, Empty } from "./states";
import { Money } from "./text";

export function AccountCalendar({ id, currency }: { id: string; currency: string | null }) {
  const words = useWords();
  const of = words.screens.account;
  const days = useGet<CalendarDay[]>(at(["accounts", id, "calendar"], { currency }));
  return <Answer of={days}>{(all) => (all.length === 0 ? <Empty>{of.calendarEmpty}</Empty> : <Years days={all} />)}</Answer>;
}

const STEPS = [1, 2, 4, 8];
const level = (entries: number) => STEPS.filter((step) => entries >= step).length;

function Years({ days }: { days: CalendarDay[] }) {
  const words = useWords();
  const of = words.screens.account;
  const byDay = useMemo(() => new Map(days.map((day) => [day.day, day])), [days]);
  const years = useMemo(() => [...new Set(days.map((day) => day.day.slice(0, 4)))].sort(), [days]);
  const [year, setYear] = useState(years[years.length - 1] ?? "");
  const shown = years.includes(year) ? year : (years[years.length - 1] ?? "");
  return (
    <section aria-label={of.calendarTitle}>
      <div class="pair" role="group" aria-label={of.year}>
        {years.map((one) => (
          <button key={one} type="button" aria-pressed={one === shown} onClick={() => setYear(one)}>
            {one}
          </button>
        ))}
      </div>
      <p class="soft">{of.calendarHelp}</p>
      <div class="calendar">
        {Array.from({ length: 12 }, (_, month) => (
          <Month key={month} year={Number(shown)} month={month} byDay={byDay} />
        ))}
      </div>
      <MonthTable year={shown} days={days} />
    </section>
  );
}

function Month({ year, month, byDay }: { year: number; month: number; byDay: Map<string, CalendarDay> }) {
  const words = useWords();
  const language = useLanguage();
  const of = words.screens.account;
  const { days, begins } = monthShape(year, month);
  const two = (value: number) => String(value).padStart(2, "0");
  return (
    <div class="cal-month">
      <h2>{monthName(month, language)}</h2>
      <div class="cal-days cal-heads" aria-hidden="true">
        {of.weekdays.map((weekday, index) => (
          <span key={index}>{weekday}</span>
        ))}
      </div>
      <div class="cal-days">
        {Array.from({ length: days }, (_, index) => {
          const key = `${year}-${two(month + 1)}-${two(index + 1)}`;
          const found = byDay.get(key);
          const place = index === 0 ? { gridColumnStart: String(begins + 1) } : undefined;
          if (!found) return <span key={key} class="cal-day" style={place} aria-hidden="true">{index + 1}</span>;
          const said = of.calendarDay(writeDay(key, language), found.count, money(found.in, language), money(found.out, language));
          return (
            <button
              key={key}
              type="button"
              class={`cal-day level-${level(found.count)}${found.in.minor !== "0" ? " has-in" : ""}${found.out.minor !== "0" ? " has-out" : ""}`}
              style={place}
              title={said}
              aria-label={`${index + 1}, ${said}`}
              onClick={() => change({ tab: null, from: key, to: key }, false)}
            >
              {index + 1}
            </button>
          );
        })}
      </div>
    </div>
  );
}

function MonthTable({ year, days }: { year: string; days: CalendarDay[] }) {
  const words = useWords();
  const language = useLanguage();
  const of = words.screens.account;
  const months = Array.from({ length: 12 }, (_, month) => days.filter((day) => day.day.startsWith(`${year}-${String(month + 1).padStart(2, "0")}`)));
  const total = (all: CalendarDay[], pick: (day: CalendarDay) => Amount): Amount | null => {
    const first = all[0];
    return first ? { ...pick(first), minor: sum(all.map((day) => pick(day).minor)) } : null;
  };
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={words.common.tableOf(of.calendarTitle)}>
      <table class="narrow">
        <caption>{words.common.tableOf(`${of.calendarTitle} ${year}`)}</caption>
        <thead>
          <tr>
            <th scope="col">{of.month}</th>
            <th scope="col" class="right">{of.count}</th>
            <th scope="col" class="right">{words.screens.accounts.in}</th>
            <th scope="col" class="right">{words.screens.accounts.out}</th>
          </tr>
        </thead>
        <tbody>
          {months.map((all, month) => {
            const into = total(all, (day) => day.in);
            const out = total(all, (day) => day.out);
            if (!into || !out) return null;
            return (
              <tr key={month}>
                <th scope="row">{monthName(month, language)}</th>
                <td class="right">{count(all.reduce((entries, day) => entries + day.count, 0), language)}</td>
                <td class="right"><Money amount={into} /></td>
                <td class="right"><Money amount={out} /></td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

// Whose period is over, by what case.toml says. Nothing is erased by a date: a person chooses.

import { at, useGet } from "../api/client";
import type { Category } from "../api/types";
import type { Due, DueRow } from "../api/whole";
import { useWords } from "../words";
import { Answer } from "./states";
import { AccountLink, Day } from "./text";

export function DueList({ onChoose }: { onChoose(account: string): void }) {
  const of = useWords().whole.erase;
  const due = useGet<Due>(at(["erasing"]), true);
  return (
    <section>
      <h2>{of.due}</h2>
      <Answer of={due}>
        {(told) => (
          <>
            {told.due.length === 0 ? <p>{of.dueNone}</p> : <Rows rows={told.due} onChoose={onChoose} />}
            {told.no_date.length > 0 && (
              <details>
                <summary>
                  {of.noDate} ({told.no_date.length})
                </summary>
                <Rows rows={told.no_date} onChoose={onChoose} />
              </details>
            )}
            {told.withheld > 0 && <p class="soft">{of.withheld(told.withheld)}</p>}
            <p class="help">{of.dueHelp}</p>
          </>
        )}
      </Answer>
    </section>
  );
}

function Rows({ rows, onChoose }: { rows: DueRow[]; onChoose(account: string): void }) {
  const words = useWords();
  const of = words.whole.erase;
  return (
    <ul class="due">
        {rows.map((row) => (
          <li key={row.account?.id ?? row.category}>
            {row.account ? <AccountLink who={row.account} /> : row.category === "case" ? of.ofCase : of.ofOthers}
            {row.category !== "case" && ` · ${words.categories[row.category as Category] ?? row.category}`} · {of.since} <Day day={row.since.slice(0, 10)} short />
            {row.due && (
              <>
                {" "}
                · {of.until} <Day day={row.due} short />
              </>
            )}{" "}
            {row.account && (
              <button type="button" class="small" aria-label={`${of.choose} ${row.account.id}`} onClick={() => onChoose(row.account?.id ?? "")}>
                {of.choose}
              </button>
            )}
          </li>
        ))}
    </ul>
  );
}

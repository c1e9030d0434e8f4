// The rows of a file around one, as they stand in it, with that one marked.

import { useEffect, useRef, useState } from "preact/hooks";
import { at, useGet } from "../api/client";
import type { SourceRows } from "../api/types";
import { count } from "../format/money";
import { cut } from "../format/text";
import { useLanguage, useWords } from "../words";
import { Answer } from "./states";
import { LongText, Said } from "./text";

const STEP_ROWS = 20;
const AROUND_ROWS = 8;

export function SourceRowsView({ sha256, row, line, name }: { sha256: string; row: number | null; line: number | null; name: string }) {
  const words = useWords();
  const [around, setAround] = useState(AROUND_ROWS);
  const rows = useGet<SourceRows>(at(["sources", sha256, "rows"], { row, line: row === null ? line : null, around }), true);
  return (
    <Answer of={rows}>
      {(data) => (
        <>
          <Rows rows={data} name={name} />
          {data.rows.length < data.total && (
            <button type="button" onClick={() => setAround(around + STEP_ROWS)}>
              {words.common.more}
            </button>
          )}
        </>
      )}
    </Answer>
  );
}

function Rows({ rows, name }: { rows: SourceRows; name: string }) {
  const words = useWords();
  const language = useLanguage();
  const of = words.screens.entry;
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const marked = place.current?.querySelector<HTMLElement>(".is-marked");
    if (marked && place.current) place.current.scrollTop = marked.offsetTop - place.current.clientHeight / 2;
  }, []);
  return (
    <div ref={place} class="scroll source-rows" tabIndex={0} role="region" aria-label={`${of.sourceTitle} ${cut(name, 80)}`.trim()}>
      <table>
        <thead>
          <tr>
            <th scope="col" class="right">{rows.counted === "lines" ? of.lineColumn : of.rowColumn}</th>
            {rows.header ? rows.header.map((name, index) => <th key={index} scope="col"><Said text={name} most={80} /></th>) : <th scope="col">{of.textColumn}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.rows.map((row) => (
            <tr key={row.row} class={row.marked ? "is-marked" : ""}>
              <th scope="row" class="right">
                {row.marked && <span class="sr">{of.marked} </span>}
                {row.marked && <span aria-hidden="true">▶ </span>}
                {count(row.row, language)}
              </th>
              {row.cells ? row.cells.map((cell, index) => <td key={index}>{row.marked ? <LongText text={cell} /> : <Said text={cell} most={120} />}</td>) : <td class="source-text">{row.marked ? <LongText text={row.text ?? ""} /> : <Said text={row.text ?? ""} most={400} />}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

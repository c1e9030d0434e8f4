// What could not be taken as it stands, by file, each with its place and what stands there.

import { useId } from "preact/hooks";
import { at, useGet } from "../api/client";
import { usePages } from "../api/pages";
import type { Problem, Problems } from "../api/types";
import { cut } from "../format/text";
import { count } from "../format/money";
import { change } from "../router";
import { useLanguage, useWords } from "../words";
import { Empty, Failure, Loading } from "./states";
import { Said, Sentence } from "./text";
import { VirtualTable, type Column } from "./virtual-table";

export function ProblemsTable({ query }: { query: URLSearchParams }) {
  const words = useWords();
  const language = useLanguage();
  const of = words.screens.case;
  const source = query.get("in") ?? "";
  const id = useId();
  const heads = useGet<Problems>(at(["case", "problems"], { offset: 0, limit: 1 }));
  const rows = usePages<Problem>(`problems ${source}`, (offset, limit) => at(["case", "problems"], { source, offset, limit }));
  if (rows.failed) return <Failure failed={rows.failed} />;
  if (!rows.known) return <Loading />;
  if (rows.total === 0 && !source) return <Empty>{of.problemsEmpty}</Empty>;
  const place = (row: Problem) =>
    [
      row.page !== null ? words.screens.entry.page(row.page) : "",
      row.message != null ? words.screens.entry.message(row.message) : "",
      row.row !== null ? words.screens.entry.row(row.row) : "",
      row.line != null && row.page === null ? words.screens.entry.line(row.line) : "",
      row.column !== null ? words.screens.entry.column(cut(row.column, 40)) : "",
    ]
      .filter(Boolean)
      .join(", ");
  const text = (number: number | null) => (number === null ? null : String(number));
  const hasPlace = (row: Problem) => row.page !== null || row.row !== null || row.line != null;
  const open = (row: Problem) => hasPlace(row) && change({ source: row.source, row: text(row.row), line: text(row.line ?? null), page: text(row.page) }, false);
  const columns: Column<Problem>[] = [
    { key: "problem", title: of.problem, width: "minmax(22rem, 5fr)", cell: (row) => <Sentence words={row.problem} /> },
    { key: "file", title: of.file, width: "minmax(10rem, 1fr)", cell: (row) => <Said text={row.file} /> },
    {
      key: "place",
      title: of.place,
      width: "8.5rem",
      cell: (row) =>
        hasPlace(row) ? (
          <button type="button" class="link" title={of.seeSource} onClick={() => open(row)}>
            {place(row)}
          </button>
        ) : (
          <span class="soft">{of.wholeFile}</span>
        ),
    },
    { key: "excerpt", title: of.excerpt, width: "minmax(9rem, 1fr)", cell: (row) => (row.excerpt_hidden ? <span class="soft">{words.names.textHidden}</span> : <span class="excerpt"><Said text={row.excerpt} /></span>) },
  ];
  return (
    <>
      <p class="soft">{of.problemsIntro}</p>
      <p class="filters">
        <label for={id}>{of.inFile}</label>{" "}
        <select id={id} value={source} onChange={(event) => change({ in: event.currentTarget.value })}>
          <option value="">{of.allFiles}</option>
          {heads.data?.by_source.map((one) => (
            <option key={one.source} value={one.source}>
              {cut(one.file, 60)} ({count(one.problems, language)})
            </option>
          ))}
        </select>
      </p>
      <VirtualTable caption={of.problems} columns={columns} total={rows.total} row={(index) => rows.row(index)} need={(from, to) => rows.need(from, to)} onOpen={open} lines={4} />
    </>
  );
}

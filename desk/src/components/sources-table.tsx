// The files of the case: what each is, what it may be used for, and what was read of it.

import type { Source } from "../api/types";
import { at } from "../api/client";
import { bytes, count } from "../format/money";
import { link } from "../router";
import { useLanguage, useWords } from "../words";
import { SaveLink } from "./save-link";
import { Empty } from "./states";
import { Day, Said } from "./text";
import { VirtualTable, type Column } from "./virtual-table";

export function SourcesTable({ sources }: { sources: Source[] }) {
  const words = useWords();
  const language = useLanguage();
  const of = words.screens.case;
  if (sources.length === 0) return <Empty>{of.filesEmpty}</Empty>;
  const columns: Column<Source>[] = [
    {
      key: "name",
      title: of.file,
      width: "minmax(14rem, 2fr)",
      cell: (row) => (
        <SaveLink address={at(["sources", row.sha256, "original"])} title={words.screens.entry.original}>
          <Said text={row.name} />
        </SaveLink>
      ),
    },
    { key: "exhibit", title: of.exhibit, width: "4.6rem", cell: (row) => (row.exhibit ? <Said text={row.exhibit} /> : null) },
    {
      key: "use",
      title: of.useColumn,
      width: "8.6rem",
      cell: (row) => <span class={row.use === "evidence" ? "" : "restricted"} title={of.useHelp[row.use]}>{of.use[row.use] ?? row.use}</span>,
    },
    { key: "format", title: of.format, width: "7.4rem", cell: (row) => <Said text={of.formats[row.format] ?? row.format} /> },
    { key: "entries", title: of.entries, width: "5.4rem", align: "right", cell: (row) => count(row.entries, language) },
    {
      key: "problems",
      title: of.problems,
      width: "5.6rem",
      align: "right",
      cell: (row) => (row.problems > 0 ? <a href={link("case", null, { tab: "problems", in: row.sha256 })}>{count(row.problems, language)}</a> : "0"),
    },
    { key: "bytes", title: of.size, width: "4.8rem", align: "right", cell: (row) => bytes(row.bytes, language) },
    { key: "added", title: of.added, width: "6.2rem", cell: (row) => row.added_at && <Day day={row.added_at} short /> },
    { key: "hash", title: of.hash, width: "8.4rem", cell: (row) => <bdi class="hash" title={row.sha256}>{row.sha256.slice(0, 12)}…</bdi> },
  ];
  return <VirtualTable caption={of.sources} columns={columns} total={sources.length} row={(index) => sources[index]} />;
}

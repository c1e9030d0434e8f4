// The journal: what was added, decided and written. A line that can be taken back is taken back by a new line.

import { useState } from "preact/hooks";
import { caseActs } from "../api/acts";
import { at, useGet } from "../api/client";
import { usePages } from "../api/pages";
import type { Journal, JournalRow } from "../api/types";
import { FormDialog } from "../components/dialog";
import { Empty, Failure, Loading } from "../components/states";
import { Instant, Said, Sentence } from "../components/text";
import { toast } from "../components/toast";
import { VirtualTable, type Column } from "../components/virtual-table";
import { count } from "../format/money";
import { useLanguage, useWords } from "../words";

export function JournalScreen() {
  const words = useWords();
  const language = useLanguage();
  const of = words.screens.journal;
  const rows = usePages<JournalRow>("journal", (offset, limit) => at(["journal"], { offset, limit }));
  const head = useGet<Journal>(at(["journal"], { offset: 0, limit: 1 }));
  const [undoing, setUndoing] = useState<JournalRow | null>(null);
  const columns: Column<JournalRow>[] = [
    { key: "line", title: of.line, width: "4.5rem", align: "right", cell: (row) => count(row.line, language) },
    { key: "at", title: of.at, width: "14.5rem", cell: (row) => <Instant at={row.at} /> },
    { key: "what", title: of.what, width: "minmax(22rem, 1fr)", cell: (row) => <Sentence words={row.summary} /> },
    { key: "by", title: of.by, width: "10rem", cell: (row) => row.by && <Said text={row.by} most={60} /> },
    { key: "undo", title: <span class="sr">{of.undo}</span>, width: "7.5rem", cell: (row) => row.undoable && <button type="button" class="small" onClick={() => setUndoing(row)}>{of.undo}</button> },
  ];
  return (
    <>
      <header class="screen-head">
        <h1>{of.title}</h1>
        <p class="intro">{of.intro}</p>
      </header>
      {head.data?.head && <Head hash={head.data.head} />}
      {rows.failed ? (
        <Failure failed={rows.failed} />
      ) : !rows.known ? (
        <Loading />
      ) : rows.total === 0 ? (
        <Empty>{of.empty}</Empty>
      ) : (
        <VirtualTable caption={of.title} columns={columns} total={rows.total} row={(index) => rows.row(index)} need={(from, to) => rows.need(from, to)} lines={2} />
      )}
      {undoing && (
        <FormDialog
          title={of.undoTitle}
          text={of.undoText}
          fields={[{ key: "reason", label: words.common.reason, help: words.common.reasonHelp, needed: true, long: true }]}
          action={of.undoTitle}
          onClose={() => setUndoing(null)}
          onSend={async ({ reason = "", by = "" }) => {
            await caseActs.takeBack(undoing.line, reason, by);
            toast(of.undone);
          }}
        />
      )}
    </>
  );
}

function Head({ hash }: { hash: string }) {
  const words = useWords();
  const of = words.screens.journal;
  return (
    <p class="journal-head">
      <span class="label">{of.head}</span> <bdi class="hash">{hash}</bdi>{" "}
      <button type="button" class="small" onClick={() => navigator.clipboard?.writeText(hash).then(() => toast(of.copied))}>
        {of.copy}
      </button>
      <span class="help">{of.headHelp}</span>
    </p>
  );
}

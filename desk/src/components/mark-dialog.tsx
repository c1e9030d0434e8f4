// Puts a mark on entries: those that were selected, or all that pass the filters.

import { caseActs } from "../api/acts";
import { useWords } from "../words";
import { FormDialog, person } from "./dialog";
import { toast } from "./toast";

interface Props {
  what: { entries: string[] } | { filter: Record<string, string> };
  count: number;
  onClose(): void;
  onDone?(): void;
}

export function MarkDialog({ what, count, onClose, onDone }: Props) {
  const words = useWords();
  const of = words.screens.account;
  return (
    <FormDialog
      title={of.markTitle}
      text={of.markText(count)}
      fields={[
        { key: "label", label: of.label, help: of.labelHelp, needed: true },
        { key: "note", label: of.note, help: of.noteHelp, long: true },
      ]}
      action={of.markSave}
      onClose={onClose}
      onSend={async ({ label = "", note = "", by = "" }) => {
        const mark = await caseActs.mark(what, label, note, by);
        toast(of.marked(mark.entries), () => caseActs.unmark(mark.id, person.get(), words.common.undoReason));
        onDone?.();
      }}
    />
  );
}

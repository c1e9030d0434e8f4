// Takes down that a request went out: the squares of its months are “asked for” from then on.

import { caseActs } from "../api/acts";
import { useWords } from "../words";
import { FormDialog, person } from "./dialog";
import { toast } from "./toast";

interface Props {
  account: string;
  /** The first day or month of the period, and the last one, where something says which. */
  from: string | null;
  to: string | null;
  bank?: string | null;
  onClose(): void;
}

export function AskedDialog({ account, from, to, bank, onClose }: Props) {
  const words = useWords();
  const of = words.screens.case;
  const month = (day: string | null) => day?.slice(0, 7) ?? "";
  return (
    <FormDialog
      title={of.askedTitle}
      text={of.askedText}
      fields={[
        { key: "account", label: of.account, needed: true, initial: account },
        { key: "from", label: of.askedFrom, help: of.askedMonth, needed: true, initial: month(from) },
        { key: "to", label: of.askedTo, help: of.askedMonth, needed: true, initial: month(to) },
        { key: "request", label: of.askedReference, help: of.askedReferenceHelp, needed: true },
        { key: "of", label: of.askedOf, help: of.askedOfHelp, initial: bank ?? "" },
        { key: "due", label: of.askedDue, help: of.askedDueHelp, type: "date" },
      ]}
      action={of.askedTitle}
      onClose={onClose}
      onSend={async ({ account: about = "", from: first = "", to: last = "", request = "", of: bank = "", due = "", by = "" }) => {
        const line = (await caseActs.ask({ account: about, from: first, to: last, request, of: bank, due, by }))?.line;
        toast(of.askedDone, line === undefined ? undefined : () => caseActs.takeBack(line, words.common.undoReason, person.get()));
      }}
    />
  );
}

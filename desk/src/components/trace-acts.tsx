// What a person may say of a followed sum: to go through a pooled account or stop at one, and that a debit and a credit are one money.

import { caseActs } from "../api/acts";
import { useWords } from "../words";
import { FormDialog, person } from "./dialog";
import { toast } from "./toast";

export type Said = { kind: "link"; debit?: string; credit?: string } | { kind: "hub"; account: string; through: boolean };

export function TraceActs({ saying, onClose }: { saying: Said; onClose(): void }) {
  const words = useWords();
  const of = words.screens.follow;
  const reason = { key: "reason", label: words.common.reason, help: words.common.reasonHelp, needed: true, long: true };
  const told = (text: string, line: number | undefined) =>
    toast(text, line === undefined ? undefined : () => caseActs.takeBack(line, words.common.undoReason, person.get()));
  if (saying.kind === "link")
    return (
      <FormDialog
        title={of.linkTitle}
        text={of.linkText}
        fields={[{ key: "debit", label: of.linkDebit, needed: true, initial: saying.debit }, { key: "credit", label: of.linkCredit, needed: true, initial: saying.credit }, reason]}
        action={of.linkTitle}
        onClose={onClose}
        onSend={async (values) => {
          const written = await caseActs.link(values.debit ?? "", values.credit ?? "", values.reason ?? "", values.by ?? "");
          told(of.linkDone, written?.line);
        }}
      />
    );
  return (
    <FormDialog
      title={saying.through ? of.hubTitleThrough : of.hubTitleStop}
      text={`${saying.account}\n${of.hubText}`}
      fields={[reason]}
      action={saying.through ? of.hubTitleThrough : of.hubTitleStop}
      onClose={onClose}
      onSend={async (values) => {
        const written = await caseActs.hub(saying.account, saying.through, values.reason ?? "", values.by ?? "");
        told(of.hubDone, written?.line);
      }}
    />
  );
}

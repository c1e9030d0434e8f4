// Names are shown once there is a purpose, which the journal keeps.

import { caseActs } from "../api/acts";
import { useWords } from "../words";
import { FormDialog, person } from "./dialog";
import { toast } from "./toast";

export function PurposeDialog({ onClose }: { onClose(): void }) {
  const words = useWords();
  return (
    <FormDialog
      title={words.names.title}
      text={words.names.text}
      fields={[{ key: "purpose", label: words.names.purpose, help: words.names.purposeHelp, needed: true, long: true }]}
      action={words.names.confirm}
      onClose={onClose}
      onSend={async ({ purpose = "", by = "" }) => {
        await caseActs.purpose(purpose, by);
        toast(words.names.nowShown, () => caseActs.hideNames(person.get()));
      }}
    />
  );
}

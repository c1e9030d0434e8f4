// The part that a person has in the case: shown, and changed by a person with a source, a reason and, where somebody was once taken
// for a victim, by two.

import { useState } from "preact/hooks";
import { caseActs } from "../api/acts";
import type { Category, Who } from "../api/types";
import { useWords } from "../words";
import { FormDialog, person } from "./dialog";
import { toast } from "./toast";

const ALL: Category[] = ["undetermined", "victim", "witness", "suspect", "convicted"];

export function CategoryControl({ who }: { who: Who }) {
  const words = useWords();
  const of = words.categories;
  const [asking, setAsking] = useState(false);
  return (
    <span class="category-control">
      {of[who.category ?? "undetermined"]}{" "}
      <button type="button" class="link" onClick={() => setAsking(true)} aria-label={`${of.change} ${who.label || who.id}`}>
        {of.change}
      </button>
      {asking && (
        <FormDialog
          title={of.title}
          text={of.text}
          fields={[
            { key: "category", label: of.label, choices: ALL.map((value) => ({ value, label: of[value] })), initial: who.category ?? "undetermined" },
            { key: "source", label: of.source, help: of.sourceHelp, needed: true },
            { key: "reason", label: words.common.reason, help: words.common.reasonHelp, needed: true, long: true },
            { key: "second", label: of.second, help: of.secondHelp, isShown: (values) => values.category === "suspect" || values.category === "convicted" },
          ]}
          action={of.save}
          onClose={() => setAsking(false)}
          onSend={async ({ category = "undetermined", source = "", reason = "", by = "", second = "" }) => {
            const written = await caseActs.category(who.id, category as Category, source, reason, by, second || null);
            const line = written?.line;
            toast(written?.detect_again ? `${of.saved} ${of.detectAgain}` : of.saved, line === undefined ? undefined : () => caseActs.takeBack(line, words.common.undoReason, person.get()));
          }}
        />
      )}
    </span>
  );
}

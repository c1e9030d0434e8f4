// The marks and notes that people put on entries.

import { useState } from "preact/hooks";
import { caseActs } from "../api/acts";
import { at, useGet } from "../api/client";
import type { Mark } from "../api/types";
import { count } from "../format/money";
import { link } from "../router";
import { useLanguage, useWords } from "../words";
import { Answer, Empty } from "./states";
import { Instant, Said } from "./text";
import { FormDialog } from "./dialog";
import { toast } from "./toast";

export function AccountMarks({ id }: { id: string }) {
  const words = useWords();
  const language = useLanguage();
  const of = words.screens.account;
  const marks = useGet<Mark[]>(at(["marks"], { account: id }));
  const [leaving, setLeaving] = useState<Mark | null>(null);
  return (
    <>
    {leaving && (
      <FormDialog
        title={of.unmark}
        fields={[{ key: "reason", label: words.common.reason, help: words.common.reasonHelp, needed: true, long: true }]}
        action={of.unmark}
        onClose={() => setLeaving(null)}
        onSend={async ({ reason = "", by = "" }) => {
          await caseActs.unmark(leaving.id, by, reason);
          toast(of.unmarked);
        }}
      />
    )}
    <Answer of={marks}>
      {(all) =>
        all.length === 0 ? (
          <Empty>{of.marksEmpty}</Empty>
        ) : (
          <div class="scroll" tabIndex={0} role="region" aria-label={of.tabMarks}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{of.label}</th>
                  <th scope="col">{of.note}</th>
                  <th scope="col" class="right">{of.count}</th>
                  <th scope="col">{of.by}</th>
                  <th scope="col">{of.at}</th>
                  <td />
                </tr>
              </thead>
              <tbody>
                {all.map((mark) => (
                  <tr key={mark.id}>
                    <th scope="row"><span class="mark"><Said text={mark.label} most={60} /></span></th>
                    <td><Said text={mark.note} most={400} /></td>
                    <td class="right"><a href={link("accounts", id, { mark: mark.id })} title={of.jump}>{count(mark.entries, language)}</a></td>
                    <td><Said text={mark.by} most={60} /></td>
                    <td><Instant at={mark.at} /></td>
                    <td><button type="button" class="small" onClick={() => setLeaving(mark)}>{of.unmark}…</button></td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )
      }
    </Answer>
    </>
  );
}

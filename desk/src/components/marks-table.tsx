// Marks, row by row: what was written, on how many entries, and which of them moved or cannot be told any more.

import { useState } from "preact/hooks";
import { caseActs } from "../api/acts";
import type { Mark } from "../api/types";
import { count } from "../format/money";
import { change, link } from "../router";
import { useLanguage, useWords } from "../words";
import { FormDialog } from "./dialog";
import { MarkChip } from "./mark-chip";
import { Instant, Said } from "./text";
import { toast } from "./toast";

interface Open {
  mark: Mark;
  entry: string;
  couldBe: string[];
}

/** `account`: the one whose marks these are, where it is one. */
export function MarksTable({ marks, caption, account }: { marks: Mark[]; caption: string; account?: string }) {
  const words = useWords();
  const language = useLanguage();
  const of = words.screens.account;
  const [leaving, setLeaving] = useState<Mark | null>(null);
  const [open, setOpen] = useState<Open | null>(null);
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
      {open && <SettleDialog open={open} onClose={() => setOpen(null)} />}
      <div class="scroll" tabIndex={0} role="region" aria-label={caption}>
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
            {marks.map((mark) => (
              <tr key={mark.id}>
                <th scope="row"><MarkChip label={mark.label} colour={mark.colour} /></th>
                <td>
                  <Said text={mark.note} most={400} />
                  <Whereabouts mark={mark} onSettle={(entry, couldBe) => setOpen({ mark, entry, couldBe })} />
                </td>
                <td class="right">
                  {account ? <a href={link("accounts", account, { mark: mark.id })} title={of.jump}>{count(mark.entries, language)}</a> : <First mark={mark} />}
                </td>
                <td><Said text={mark.by} most={60} /></td>
                <td><Instant at={mark.at} /></td>
                <td><button type="button" class="small" onClick={() => setLeaving(mark)}>{of.unmark}…</button></td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

/** How many entries a mark has; it opens the first of them that is known. */
function First({ mark }: { mark: Mark }) {
  const language = useLanguage();
  const entry = mark.entry_ids[0];
  const number = count(mark.entries, language);
  return entry ? <button type="button" class="small" onClick={() => change({ entry }, false)}>{number}</button> : <>{number}</>;
}

/** Entries that are no longer under the id that was marked, the open ones first. */
function Whereabouts({ mark, onSettle }: { mark: Mark; onSettle(entry: string, couldBe: string[]): void }) {
  const of = useWords().screens.marks;
  const open = [
    ...mark.doubtful.map(({ entry, could_be }) => ({ entry, couldBe: could_be, text: of.doubtful(could_be.join(", ")) })),
    ...mark.lost.map((entry) => ({ entry, couldBe: [] as string[], text: of.lost })),
  ];
  if (open.length + mark.moved.length === 0) return null;
  return (
    <ul class="whereabouts">
      {open.map(({ entry, couldBe, text }) => (
        <li key={entry}>
          <strong class="is-open">{entry}</strong> {text}{" "}
          <button type="button" class="small" onClick={() => onSettle(entry, couldBe)}>{of.settle}…</button>
        </li>
      ))}
      {mark.moved.map(({ entry, to }) => (
        <li key={entry} class="soft">{of.moved(entry, to)}</li>
      ))}
    </ul>
  );
}

function SettleDialog({ open: { mark, entry, couldBe }, onClose }: { open: Open; onClose(): void }) {
  const words = useWords();
  const of = words.screens.marks;
  return (
    <FormDialog
      title={of.settle}
      text={of.settleText(entry)}
      fields={[
        couldBe.length > 0
          ? { key: "to", label: of.settleTo, needed: true, choices: couldBe.map((value) => ({ value, label: value })) }
          : { key: "to", label: of.settleTo, help: of.settleToHelp, needed: true },
        { key: "reason", label: words.common.reason, help: words.common.reasonHelp, needed: true, long: true },
      ]}
      action={of.settle}
      onClose={onClose}
      onSend={async ({ to = "", reason = "", by = "" }) => {
        await caseActs.settle(mark.id, entry, to, reason, by);
        toast(of.settled);
      }}
    />
  );
}

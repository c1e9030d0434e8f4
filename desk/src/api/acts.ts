// What people do to the case: each act is one request, after which what is shown is asked for again.

import { caseChanged, isDetectionDue } from "../state";
import { Failed, at, post, remove } from "./client";
import type { Category, Mark, Relation } from "./types";

export { Failed };

interface Written {
  line?: number;
  /** Findings were made under another protection of people, or of other holders. */
  detect_again?: boolean;
}

export const caseActs = {
  /** Runs an act and says that the case has changed, and whether findings are to be made anew. */
  async run<T>(act: () => Promise<T>): Promise<T> {
    const result = await act();
    if ((result as Written | undefined)?.detect_again) isDetectionDue.set(true);
    caseChanged();
    return result;
  },
  purpose: (purpose: string, by: string) => caseActs.run(() => post<Written>(at(["purpose"]), { purpose, by })),
  hideNames: (by: string) => caseActs.run(() => remove<Written>(at(["purpose"], { by }))),
  decide: (lead: string, state: string, reason: string, by: string) =>
    caseActs.run(() => post<Written>(at(["leads", lead, "decision"]), { state, reason, by })),
  category: (account: string, category: Category, source: string, reason: string, by: string, second: string | null) =>
    caseActs.run(() => post<Written>(at(["categories"]), { account, category, source, reason, by, second })),
  merge: (accounts: string[], relation: Relation, source: string, reason: string, by: string, second: string | null) =>
    caseActs.run(() => post<Written>(at(["merges"]), { accounts, relation, source, reason, by, second })),
  mark: (what: { entries: string[] } | { filter: Record<string, string> }, label: string, note: string, by: string) =>
    caseActs.run(() => post<Mark>(at(["marks"]), { ...what, label, note, by })),
  settle: (mark: string, entry: string, to: string, reason: string, by: string) =>
    caseActs.run(() => post<Written>(at(["marks", mark, "settle"]), { entry, to, reason, by })),
  define: (label: string, colour: string, meaning: string, by: string) =>
    caseActs.run(() => post<Written>(at(["labels"]), { label, colour, meaning, by })),
  unmark: (id: string, by: string, reason: string) => caseActs.run(() => remove<Written>(at(["marks", id], { by, reason }))),
  link: (debit: string, credit: string, reason: string, by: string) =>
    caseActs.run(() => post<Written>(at(["links"]), { debit, credit, reason, by })),
  hub: (account: string, through: boolean, reason: string, by: string) =>
    caseActs.run(() => post<Written>(at(["hubs"]), { account, through, reason, by })),
  takeBack: (line: number, reason: string, by: string) =>
    caseActs.run(() => post<Written>(at(["journal", line, "undo"]), { reason, by })),
  ask: (asked: { account: string; from: string; to: string; request: string; of: string; due: string; by: string }) =>
    caseActs.run(() => post<Written>(at(["case", "requests"]), asked)),
  trace: (body: Record<string, unknown>) => post<{ job: string }>(at(["traces"]), body),
  offered: (add: boolean, use: string) => post<{ job?: string }>(at(["offered"]), { add, use }),
  detect: () => post<{ job: string }>(at(["detect"]), {}),
  dossier: (body: Record<string, unknown>) => post<{ job: string }>(at(["dossier"]), body),
};

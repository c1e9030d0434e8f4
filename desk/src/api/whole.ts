// What the server says of the case as a whole: sending, erasing, combining; and how these are asked for.

import { at, post } from "./client";
import type { Who, Words } from "./types";

/** What an archive would hold that no dossier shows, and where it would be written. */
export interface Sending {
  not_evidence: number;
  protected: number;
  folder: string;
  name: string;
}

/** An archive that was written. */
export interface Archive {
  name: string;
  file: string;
  sha256: string;
  files: number;
  bytes: number;
  recipients: string[];
}

export interface DueRow {
  account: Who | null;
  category: string;
  since: string;
  due: string | null;
}

export interface Due {
  on: string;
  due: DueRow[];
  no_date: DueRow[];
  withheld: number;
}

export interface Holding {
  source: string;
  sha256: string;
  rows: number;
}

/** What erasing takes with it: before, what would go; behind, what went. */
export interface Erased {
  dry_run: boolean;
  files: string[];
  stale_traces: string[];
  marks: string[];
  source?: string;
  related?: Holding[];
  held_by?: Holding[];
  journal_lines?: number;
  settings?: boolean;
  left?: string[];
  confirm?: Words;
  by_two?: boolean;
  tombstone?: { line: number; at: string } | null;
}

export type ToErase = { source: string } | { person: string[] };

export type Hand = "mine" | "theirs";

/** What one side said last. */
export interface SideSaid {
  says: string;
  by: string | null;
  second: string | null;
  at: string;
  reason: string | null;
  line: number;
}

export interface Conflict {
  number: number;
  about: string;
  ids: string[];
  mine: SideSaid[];
  theirs: SideSaid[];
  protecting: Hand | null;
  takes_two: Hand[];
}

/** What combining would come to. */
export interface Planned {
  with: string;
  common: number;
  lines: number;
  sources: string[];
  conflicts: Conflict[];
  settings_differ: string[];
  taken: { line: number; at: string; by: string | null; summary: Words }[];
}

/** What combining came to. */
export interface Combined {
  lines: number;
  sources: string[];
  renamed: Record<string, string>;
  left: string[];
}

/** A job that has begun. */
type Begun = Promise<{ job: string }>;

export const wholeActs = {
  pack: (body: Record<string, unknown>): Begun => post(at(["sending"]), body),
  erasing: (what: ToErase) => post<Erased>(at(["erasing", "preview"]), what),
  erase: (what: ToErase, said: Record<string, string>): Begun => post(at(["erasing"]), { ...what, ...said }),
  combining: (other: string) => post<Planned>(at(["combining", "preview"]), { with: other }),
  combine: (other: string, settle: Record<string, Hand>, said: Record<string, string>): Begun => post(at(["combining"]), { with: other, settle, ...said }),
};

// The mock's answers about the case as a whole: what an archive would hold, what would be erased, what another copy would bring.

import { HOSTILE, two } from "./data.mjs";

const holding = [{ source: "a1b2c3d4e5f6", sha256: "1".repeat(64), rows: 41 }];
const side = (says, by, reason) => [{ says, by, second: null, at: "2026-03-02T11:00:00Z", reason, line: 12 }];

export const sending = { not_evidence: 2, protected: 1, folder: "/home/agent/affaires", name: "affaire.age" };

export const due = (who) => ({
  on: "2026-03-03",
  due: [{ account: who, category: "witness", since: "2024-03-01T09:00:00Z", due: "2026-03-01" }],
  no_date: [{ account: null, category: "case", since: "2024-03-01T09:00:00Z", due: null }],
  withheld: 1,
});

export function erasing(what) {
  const told = { dry_run: true, files: ["dossier/dossier.fr.html", "findings/findings.parquet", "findings/leads.parquet", `traces/${HOSTILE[1]}.json`, "cache/search.sqlite"], stale_traces: ["salaires-2024"], marks: ["m3"] };
  const asked = { confirm: two("erase for good", "effacer sans retour"), by_two: Boolean(what.person?.length) };
  return what.person?.length
    ? { ...told, held_by: holding, journal_lines: 2, settings: true, left: [`flags/${HOSTILE[0]}.toml`], ...asked }
    : { ...told, source: "a1b2c3d4e5f6", related: holding, ...asked };
}

export const planned = (other) => ({
  dry_run: true,
  with: other.startsWith("/") ? other : `/home/agent/affaires/${other}`,
  common: 7,
  lines: 3,
  sources: ["2".repeat(64)],
  settings_differ: ["name"],
  taken: [
    { line: 8, at: "2026-03-02T10:00:00Z", by: "Agent B", summary: two("File added: releve-9.csv, as evidence.", "Fichier ajouté : releve-9.csv, comme preuve.") },
    { line: 9, at: "2026-03-02T11:00:00Z", by: "Agent B", summary: two(`Lead 1: set-aside. ${HOSTILE[2]}`, `Piste 1 : mise de côté. ${HOSTILE[2]}`) },
  ],
  conflicts: [
    { number: 1, about: "category", ids: ["FR7612345000010000000000101"], mine: side("victim", "Agent A", "entendue le 2 mai"), theirs: side("suspect", "Agent B", HOSTILE[0]), protecting: "mine", takes_two: ["theirs"] },
    { number: 2, about: "lead", ids: ["l-1"], mine: side("kept", "Agent A", null), theirs: side("set-aside", "Agent B", "wages"), protecting: null, takes_two: [] },
  ],
});

export const combined = { lines: 3, sources: ["2".repeat(64)], renamed: { "traces/a.json": "traces/a.2.json" }, left: [] };

// A stand-in for `filature desk`, for building and testing the page alone: it answers the contract from memory with an invented case, and
// serves `dist/` under the real content policy. It is no model of the server's checks: tokens, hosts and origins are the binary's.
//
//     node dev/mock.mjs [--port 7171] [--rows 5000000] [--nodes 20000 --edges 50000] [--empty]

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { HOSTILE, accounts, bigNetwork, day, entry, money, setSize, two, who } from "./data.mjs";
import * as whole from "./whole.mjs";
import { leadDetail, leads, network, traceOf } from "./findings.mjs";

const option = (name, fallback) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : Number(process.argv[at + 1]);
};
const isEmpty = process.argv.includes("--empty");
const dist = fileURLToPath(new URL("../dist/", import.meta.url));
setSize(option("rows", 1_842));

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; worker-src 'self'; frame-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'";
const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml" };

const state = { purpose: null, person: null, revision: 1, journal: [], decisions: new Map(), marks: new Map(), traces: new Map(), jobs: new Map(), files: [], merges: [], added: 0, rendered: [] };

function write(act, en, fr, by, undoable, undo) {
  const line = state.journal.length + 1;
  state.journal.push({ line, at: new Date(Date.UTC(2026, 2, 3, 9, line % 60)).toISOString(), act, summary: two(en, fr), by: by ?? null, undoable, undo });
  state.revision += 1;
  return line;
}

class Refused extends Error {
  constructor(status, code, message, safe) {
    super(code);
    Object.assign(this, { status, code, said: message, safe });
  }
}
const refuse = (status, code, en, fr) => {
  throw new Refused(status, code, two(en, fr), two("Nothing was changed in the case.", "Rien n’a été changé dans l’affaire."));
};

if (!isEmpty) {
  state.rendered.push({ file: "dossier.fr.html", sha256: "5f".repeat(32), bytes: 182_345, form: "html", language: "fr", written_at: "2026-03-02T10:05:00Z" });
  const names = ["releve-00023000101.csv", "camt053-2024-02.xml", "mt940-banka-elisit.sta", "releve-scan.pdf", HOSTILE[0], "tracfin-note.pdf"];
  names.forEach((name, index) => {
    state.files.push({ sha256: String(index).repeat(64).slice(0, 64), name, exhibit: index % 2 ? `PV 12/${index}` : null, use: index === 5 ? "intelligence-only" : index === 4 ? "consent-needed" : "evidence", format: ["mapped", "camt.053", "mt940", "pdf", "filature", "pdf"][index], bytes: 12_345 * (index + 1) ** 3, entries: 240 * (index + 1), problems: index === 2 ? 3 : index === 4 ? 2 : 0, added_at: "2026-03-02T09:15:00Z", by: "Agent A" });
    write("file-added", `File added: ${name}`, `Fichier ajouté : ${name}`, "Agent A", false);
  });
  for (const name of ["recettes-boutique", "salaires-2024"]) state.traces.set(name, { name, claim: name, amount: money(6_121_773), asked_at: "2026-03-02T10:00:00Z", stale: name === "salaires-2024" });
}
const shown = () => state.purpose !== null;
const all = () => (isEmpty && state.added === 0 ? [] : accounts);
const page = (rows, query) => {
  const offset = Number(query.get("offset") ?? 0);
  return { total: rows.length, rows: rows.slice(offset, offset + Number(query.get("limit") ?? 100)) };
};
const accountAt = (id) => {
  const index = accounts.findIndex((account) => account.id === id);
  if (index < 0) refuse(404, "no-such-account", `No account of this case is called ${id}.`, `Aucun compte de cette affaire ne s’appelle ${id}.`);
  return index;
};
const row = (account) => ({ account: who(account, shown()), bank: account.bank, country: account.country, kind: account.kind, currency: "EUR", entries: account.entries, in: money(account.entries * 81_234), out: money(account.entries * 79_876), first: account.entries ? day(0) : null, last: account.entries ? day(329) : null });

function gridCells(index) {
  const letters = index < 24 ? "ffffffxffrffpfff" : "kkk.ak.akk..kkka";
  return Array.from({ length: 18 }, (_, month) => (index >= 24 && month < 3 ? "." : letters[(index * 5 + month * 3) % letters.length])).join("");
}

function entries(index, query) {
  const account = accounts[index];
  if (query.get("text") && !shown()) refuse(403, "purpose-needed", "Texts hold names: they are searched once a purpose is given.", "Les libellés contiennent des noms : ils sont cherchés une fois une finalité donnée.");
  const [direction, text, mark] = [query.get("direction"), query.get("text")?.toLowerCase(), query.get("mark")];
  const [from, to, min, max, channel] = ["from", "to", "min", "max", "channel"].map((key) => query.get(key));
  const offset = Number(query.get("offset") ?? 0);
  const limit = Number(query.get("limit") ?? 100);
  const isDown = query.get("sort")?.startsWith("-");
  const at = (place) => entry(index, isDown ? account.entries - 1 - place : place, state.marks, shown());
  if (!direction && !text && !mark && !from && !to && !min && !max && !channel) {
    return { total: account.entries, rows: Array.from({ length: Math.max(0, Math.min(limit, account.entries - offset)) }, (_, place) => at(offset + place)) };
  }
  const found = [];
  for (let place = 0; place < Math.min(account.entries, 20_000); place += 1) {
    const one = at(place);
    const value = Number(one.amount.minor) / 100;
    if ((!direction || one.direction === direction) && (!channel || one.channel === channel) && (!text || one.text.toLowerCase().includes(text)) && (!from || one.booked_at >= from) && (!to || one.booked_at <= to) && (!min || value >= Number(min)) && (!max || value <= Number(max)) && (!mark || one.marks.some((other) => other.id === mark))) found.push(one);
  }
  return { total: found.length, rows: found.slice(offset, offset + limit) };
}

const problems = () =>
  all().length === 0
    ? []
    : [
        { source: "2".repeat(64), file: "mt940-banka-elisit.sta", page: null, row: 41, column: ":61:", problem: two("The amount is not a number; the row is lost.", "Le montant n’est pas un nombre ; la ligne est perdue."), excerpt: ":61:2402300230D12O,50NTRF" },
        { source: "2".repeat(64), file: "mt940-banka-elisit.sta", page: null, row: 88, column: ":62F:", problem: two("The closing balance does not follow from the entries.", "Le solde final ne suit pas des écritures."), excerpt: ":62F:C240331EUR1200,00" },
        { source: "2".repeat(64), file: "mt940-banka-elisit.sta", page: null, row: 90, column: null, problem: two("Characters that are not of this encoding.", "Caractères étrangers à cet encodage."), excerpt: HOSTILE[3] },
        { source: "4".repeat(64), file: HOSTILE[0], page: null, row: 3, column: "amount", problem: two("The cell is empty.", "La cellule est vide."), excerpt: HOSTILE[2] },
        { source: "4".repeat(64), file: HOSTILE[0], page: 2, row: null, column: null, problem: two("The page does not foot.", "La page ne tombe pas juste."), excerpt: HOSTILE[4] },
      ];

function job(stages, finish) {
  const id = `j${state.jobs.size + 1}`;
  const value = { id, state: "waiting", stage: two("Waiting", "En attente"), done: 0, total: stages.length, result: null, error: null };
  state.jobs.set(id, value);
  let step = 0;
  const go = () => {
    if (step < stages.length) {
      value.state = "running";
      value.stage = stages[step];
      value.done = step;
      step += 1;
      setTimeout(go, 120);
    } else {
      try {
        value.result = finish();
        value.state = "done";
        value.done = stages.length;
      } catch (error) {
        value.state = "failed";
        value.error = { code: error.code, message: error.said, what_is_safe: error.safe, where: error.where ?? null };
      }
    }
  };
  setTimeout(go, 50);
  return { job: id };
}

function search(query) {
  const asked = (query.get("q") ?? "").trim().toLowerCase();
  const limit = Number(query.get("limit") ?? 10);
  const hit = (id, label, excerpt, where, extra = {}) => {
    const at = excerpt.toLowerCase().indexOf(asked);
    return { id, label, excerpt, matches: at < 0 ? [] : [[at, at + asked.length]], where, ...extra };
  };
  const bare = asked.replace(/\s/g, "");
  const keys = all().filter((account) => account.id.toLowerCase().includes(bare)).map((account) => hit(account.id, account.id, account.id, account.bank));
  const holders = all().filter((account) => account.name.toLowerCase().includes(asked)).map((account) => hit(account.id, who(account, shown()).label, shown() ? account.name : who(account, false).label, account.bank));
  const rows = [];
  for (let index = 0; index < Math.min(24, all().length); index += 1)
    for (let place = 0; place < Math.min(60, accounts[index].entries); place += 1) {
      const one = entry(index, place, state.marks, shown());
      if (shown() && one.text.length < 1000 && one.text.toLowerCase().includes(asked)) rows.push(hit(one.id, `${one.booked_at} · ${one.amount.minor.slice(0, -2)},${one.amount.minor.slice(-2)}`, one.text, accounts[index].id, { account: accounts[index].id }));
    }
  const files = state.files.filter((file) => file.name.toLowerCase().includes(asked)).map((file) => hit(file.sha256, file.name, file.name, null));
  const groups = [["account", keys], ["holder", holders], ["entry", rows], ["source", files]].map(([kind, hits]) => ({ kind, total: hits.length, hits: hits.slice(0, limit) }));
  return { took_milliseconds: 12, index: "ready", names_hidden: !shown(), groups };
}

const OPTIONS = {
  profiles: [
    { id: "defence", title: two("The judge and all parties", "Le juge et toutes les parties"), about: null },
    { id: "partner", title: two("Another service", "Un autre service"), about: null },
    { id: "victim-lawyer", title: two("The lawyer of one victim", "L’avocat d’une victime"), about: null },
    { id: "press", title: two("The press", "La presse"), about: null },
  ],
  forms: ["html", "pdf", "docx", "odt", "xlsx"].map((id) => ({ id, title: two(id.toUpperCase(), id.toUpperCase()), about: null })),
  parts: [["received", "What was received", "Ce qui a été reçu", true], ["leads", "Leads", "Pistes"], ["network", "Network", "Réseau"], ["traces", "Sums followed", "Sommes suivies"], ["problems", "Problems", "Problèmes", true]].map(([id, en, fr, always = false]) => ({ id, title: two(en, fr), about: null, always })),
  languages: ["fr", "en"],
};

function read(path, query) {
  const [first, id, third] = path;
  switch (first) {
    case "session":
      return { program: "filature (mock)", language: "fr", case: { title: isEmpty ? "Nouvelle affaire" : "Deux rives <em>2024</em>", folder: "/cases/deux-rives", id: "c0ffee" }, revision: String(state.revision), journal_head: "ab".repeat(32), journal_lines: state.journal.length, names_shown: shown(), purpose: state.purpose, person: state.person, limits: two("Thresholds are design defaults that nobody has calibrated on real data. No lawyer has reviewed the legal wording.", "Les seuils sont des choix de conception que personne n’a étalonnés sur des données réelles. Aucun juriste n’a relu les formulations juridiques.") };
    case "case":
      if (id === "grid") return { months: Array.from({ length: 18 }, (_, month) => `${2023 + Math.floor((month + 9) / 12)}-${String(((month + 9) % 12) + 1).padStart(2, "0")}`), ...page(all().map((account, index) => ({ account: who(account, shown()), cells: gridCells(index) })), query) };
      if (id === "requests") return page(all().slice(24, 40).map((account, index) => ({ ask: two("Statements of this account, from opening on", "Relevés de ce compte, depuis son ouverture"), account: who(account, shown()), payee: null, from: day(index * 9), to: day(index * 9 + 60), low: money(90_000 + index * 12_345), high: money(90_000 + index * 22_345), transactions: 3 + index })), query);
      if (id === "to-ask") return page(all().slice(30, 37).map((account, index) => ({ account: who(account, shown()), bank: index % 2 ? null : "Banque Modèle", from: index === 3 ? null : "2024-01", to: index === 3 ? null : "2024-06", why: [["register"], ["trace", "lead"], ["months-missing"], ["counterparty"]][index % 4], passed: index % 4 === 3 ? money(4_300_000 - index) : null })), query);
      if (id === "asked") return page(all().slice(24, 30).map((account, index) => ({ account: who(account, shown()), request: `REQ 12/${index}`, of: index % 2 ? null : "Banque Modèle", by: "Officer A", asked_on: day(index), due: index === 1 ? day(40) : null, state: ["waiting", "partial", "answered"][index % 3], overdue_days: index < 2 ? 40 - index : null, from: "2024-01", to: "2024-06" })), query);
      if (id === "problems") {
        const wanted = query.get("source");
        const rows = problems();
        const by = new Map();
        for (const one of rows) by.set(one.source, { source: one.source, file: one.file, problems: (by.get(one.source)?.problems ?? 0) + 1 });
        return { by_source: [...by.values()], ...page(rows.filter((one) => !wanted || one.source === wanted), query) };
      }
      return { counts: { sources: state.files.length, entries: all().reduce((sum, account) => sum + account.entries, 0), transactions: all().length ? 9_214 : 0, accounts: all().length, statements: all().length ? 214 : 0, problems: problems().length, leads: all().length ? leads().length : 0, findings: all().length ? 31 : 0, traces: state.traces.size }, sources: state.files };
    case "leads":
      if (id) {
        const found = leadDetail(id, shown());
        if (!found) refuse(404, "no-such-lead", "This lead is not of this case.", "Cette piste n’est pas de cette affaire.");
        return { ...found, decision: state.decisions.get(id) ?? null };
      }
      return all().length ? leads().map((lead) => ({ ...lead, decision: state.decisions.get(lead.id) ?? null })) : [];
    case "network":
      if (query.get("lead") === "big") return bigNetwork(option("nodes", 20_000), option("edges", 50_000));
      return network(query, shown());
    case "traces":
      if (id) {
        if (!state.traces.has(id)) refuse(404, "no-such-trace", "No sum is called so.", "Aucune somme ne s’appelle ainsi.");
        return traceOf(id, shown());
      }
      return [...state.traces.values()];
    case "accounts":
      return id ? accountPart(accountAt(id), third, query) : accountList(query);
    case "entries": {
      const found = /^a(\d+)e(\d+)$/.exec(id ?? "");
      if (!found) refuse(404, "no-such-entry", "This entry is not of this case.", "Cette écriture n’est pas de cette affaire.");
      const one = entry(Number(found[1]), Number(found[2]), state.marks, shown());
      const isPdf = Number(found[2]) % 2 === 1;
      return { ...one, coordinates: [{ source: isPdf ? "3".repeat(64) : "0".repeat(64), name: isPdf ? "releve-scan.pdf" : "releve-00023000101.csv", format: isPdf ? "pdf" : "mapped", use: "evidence", page: isPdf ? 3 : null, row: 40 + (Number(found[2]) % 100), line: null, column: null }, { source: "1".repeat(64), name: "camt053-2024-02.xml", format: "camt.053", use: "evidence", page: null, row: 12, line: 340, column: null }] };
    }
    case "sources":
      if (!shown()) refuse(403, "purpose-needed", "The rows of a file hold names: they are shown once a purpose is given.", "Les lignes d’un fichier contiennent des noms : elles sont montrées une fois une finalité donnée.");
      if (third === "rows") return sourceRows(Number(query.get("row") ?? 1), Number(query.get("around") ?? 8));
      return sourcePage(Number(path[3] ?? 1));
    case "marks":
      return [...state.marks.values()].map(({ ids, ...mark }) => ({ colour: null, entry_ids: [...ids].slice(0, 200), moved: [], doubtful: [], lost: [], moved_number: 0, doubtful_number: 0, lost_number: 0, ...mark, entries: ids.size }));
    case "labels":
      return { labels: [], colours: ["blue", "sky", "green", "yellow", "orange", "red", "purple", "grey"] };
    case "search":
      return search(query);
    case "dossier":
      return id === "options" ? OPTIONS : state.rendered;
    case "sending":
      return whole.sending;
    case "erasing":
      return all().length > 0 ? whole.due(who(accounts[3], shown())) : { on: "2026-03-03", due: [], no_date: [], withheld: 0 };
    case "combining":
      return { folder: whole.sending.folder, copies: ["affaire-b"] };
    case "journal":
      return { head: "ab".repeat(32), ...page([...state.journal].reverse().map(({ undo: _undo, ...line }) => line), query) };
    case "jobs":
      return state.jobs.get(id) ?? refuse(404, "no-such-job", "No such job.", "Aucun travail de ce nom.");
    default:
      return refuse(404, "no-such-path", "There is nothing at this address.", "Il n’y a rien à cette adresse.");
  }
}

function accountList(query) {
  const asked = (query.get("query") ?? "").toLowerCase();
  const sort = query.get("sort") ?? "-entries";
  const rows = all().filter((account) => !asked || `${account.id} ${account.name} ${account.bank}`.toLowerCase().includes(asked)).map(row);
  const key = sort.replace("-", "");
  const value = (one) => (key === "id" ? one.account.id : key === "in" || key === "out" ? Number(one[key].minor) : (one[key] ?? ""));
  rows.sort((a, b) => (value(a) < value(b) ? -1 : value(a) > value(b) ? 1 : 0) * (sort.startsWith("-") ? -1 : 1));
  return page(rows, query);
}

function accountPart(index, part, query) {
  const account = accounts[index];
  switch (part) {
    case "entries":
      return entries(index, query);
    case "balance": {
      if (!account.entries) return { currency: "EUR", digits: 2, points: [], months: [] };
      let minor = 180_000;
      const points = Array.from({ length: 320 }, (_, at) => {
        minor += ((at * 7_919 + index * 31) % 90_000) - 45_500 + (at % 28 === 2 ? 160_000 : 0) - (at % 28 === 9 ? 140_000 : 0);
        return [day(at), String(minor)];
      });
      const months = new Map();
      for (const [at, value] of points) {
        const month = months.get(at.slice(0, 7)) ?? { month: at.slice(0, 7), end: value, lowest: value, highest: value };
        months.set(at.slice(0, 7), { ...month, end: value, lowest: Number(value) < Number(month.lowest) ? value : month.lowest, highest: Number(value) > Number(month.highest) ? value : month.highest });
      }
      return { currency: "EUR", digits: 2, points, months: [...months.values()] };
    }
    case "calendar":
      return account.entries ? Array.from({ length: 200 }, (_, at) => ({ day: day(Math.floor(at * 1.7) + (at % 2)), in: money(at % 3 === 0 ? 0 : 12_300 + at * 311), out: money(at % 3 === 1 ? 0 : 9_900 + at * 211), count: 1 + ((at * 5) % 11) })) : [];
    case "profile": {
      const sum = (number, minor) => ({ count: number, amount: money(minor) });
      const flow = (number, minor) => ({ in: sum(number, minor), out: sum(number % 3, minor % 70_001) });
      const party = (at) => ({ account: at % 4 === 3 ? null : accounts[at].id, known_by: at % 4 === 3 ? "name" : "account", name: at % 4 === 3 ? HOSTILE[at % HOSTILE.length] : "M. K." });
      const currency = {
        currency: "EUR", first: day(0), last: day(300), total: flow(90, 912_345), own: flow(2, 20_000),
        months: Array.from({ length: 9 }, (_, at) => ({ month: `2024-0${at + 1}`, channels: ["transfer", "card", "cash-out"].map((channel) => ({ channel, ...flow(3, 33_791) })), ...flow(10, 101_371) })),
        channels: ["transfer", "card", "cash-out"].map((channel) => ({ channel, ...flow(30, 304_115) })),
        counterparties: { largest: Array.from({ length: 20 }, (_, at) => ({ ...party(at), first: day(at), last: day(300 - at), ...flow(20 - at, 90_000 - at * 3_000) })), others: { counterparties: 12, ...flow(12, 14_000) }, nobody_named: flow(4, 40_000) },
        cash: [{ town: "LYON", channel: "cash-out", hours: [{ hour: 10, ...sum(2, 80_000) }, { hour: null, ...sum(1, 20_000) }], ...flow(0, 0) }],
        abroad: [{ country: "BG", ...flow(3, 70_000) }],
        regular: [{ way: "credit", party: party(0), interval: "month", ...sum(8, 1_200_000), least: money(148_000), most: money(152_000), first: day(0), last: day(240), reading: { what: "wage", by: "payroll", kind: "fact" } }, { way: "debit", party: party(3), interval: "month", ...sum(8, 480_000), least: money(60_000), most: money(60_000), first: day(4), last: day(244), reading: { what: "rent", by: "text", kind: "assumption" } }],
      };
      return { asked: account.id, from: null, to: null, first: day(0), last: day(300), accounts: [{ account: account.id, holder: "M. K.", statements: 11, statements_that_foot: 9, months_missing: ["2024-07"] }], statements_compared: 9, statements_that_differ: [], sources_left_out: 1, places_left_out: false, currencies: account.entries ? [currency] : [] };
    }
    case "holder": {
      const said = state.merges.filter((one) => one.accounts.includes(account.id));
      const all = new Set([account.id, ...said.filter((one) => one.relation === "holder").flatMap((one) => one.accounts)]);
      const whoIs = (one) => who(accounts[accountAt(one)], shown());
      return { accounts: [...all].sort().map(whoIs), said: said.map((one) => ({ ...one, accounts: one.accounts.map(whoIs) })) };
    }
    case "proposals":
      return { proposed: index === 0 ? [{ accounts: [who(account, shown()), who(accounts[1], shown())], why: [two("They may be one. The date of birth is the same.", "C’est peut-être une même identité. La date de naissance est la même.")] }] : [], remarks: [], not_compared: 0 };
    case "counterparties":
      return page(account.entries ? accounts.slice(0, 40).map((other, at) => ({ account: who(other, shown()), country: other.country, in: money(at % 3 === 0 ? 0 : 912_345 - at * 20_111), out: money(at % 2 ? 0 : 812_345 - at * 19_111), entries: 90 - at, first: day(at), last: day(300 - at) })) : [], query);
    default:
      return { ...row(account), holder: account.name ? who(account, shown()) : null, statements: account.entries ? Array.from({ length: 11 }, (_, at) => ({ from: `2024-${String(at + 1).padStart(2, "0")}-01`, to: `2024-${String(at + 1).padStart(2, "0")}-28`, opening: money(120_000 + at * 3_210), closing: money(123_210 + at * 3_210), foots: at === 6 ? false : at === 9 ? null : true, source: "releve-00023000101.csv" })) : [], leads: index < 9 ? leads().slice(0, 1).map(({ id, rank, title }) => ({ id, rank, title })) : [], hub: account.hub, held_with: [...new Set(state.merges.filter((one) => one.relation === "holder" && one.accounts.includes(account.id)).flatMap((one) => one.accounts))].filter((one) => one !== account.id).map((one) => who(accounts[accountAt(one)], shown())) };
  }
}

function sourceRows(wanted, around) {
  const first = Math.max(1, wanted - around);
  const rows = Array.from({ length: around * 2 + 1 }, (_, at) => first + at);
  return { counted: "rows", header: ["date", "libellé", "débit", "crédit", "solde"], total: 240, rows: rows.map((number) => ({ row: number, marked: number === wanted, text: null, cells: [day(number), number % 6 === 0 ? HOSTILE[number % HOSTILE.length] : `VIR ${number} — loyer`, number % 2 ? "120,50" : "", number % 2 ? "" : "80,00", `1 2${number % 10}0,00`] })) };
}

function sourcePage(number) {
  const words = [];
  for (let line = 0; line < 42; line += 1) {
    const cells = line === 0 ? ["Banque", "Exemple", "—", "relevé", "de", "compte", `page ${number}`] : [`${String((line % 28) + 1).padStart(2, "0")}/03/2024`, line % 9 === 4 ? HOSTILE[1] : `VIREMENT ${4400 + line}`, `${(line * 37) % 900},${String((line * 13) % 100).padStart(2, "0")}`];
    const places = line === 0 ? [60, 105, 160, 175, 215, 235, 470] : [60, 140, 460];
    cells.forEach((text, at) => words.push({ x: places[at], y: 60 + line * 17, w: Math.min(300, text.length * 5.2), h: 11, text, marked: line === 12 }));
  }
  return { width: 595, height: 842, pages: 5, words };
}

function act(method, path, query, body) {
  const [first, id, third] = path;
  if (method === "POST" && first !== "files") state.person = body.by || state.person;
  const needs = (...keys) => keys.forEach((key) => body[key] || refuse(422, "missing", `“${key}” is missing.`, `« ${key} » manque.`));
  if (first === "purpose") {
    if (method === "DELETE") {
      state.purpose = null;
      return { line: write("names-hidden", "Names hidden", "Noms masqués", null, false) };
    }
    needs("purpose", "by");
    state.purpose = body.purpose;
    return { line: write("names-shown", `Names shown for: ${body.purpose}`, `Noms montrés pour : ${body.purpose}`, body.by, false) };
  }
  if (first === "leads" && third === "decision") {
    needs("reason", "by");
    const before = state.decisions.get(id) ?? null;
    state.decisions.set(id, { state: body.state, reason: body.reason, by: body.by, at: "2026-03-03T09:30:00Z" });
    return { line: write("lead-decided", `Lead ${id}: ${body.state}`, `Piste ${id} : ${body.state}`, body.by, true, () => (before ? state.decisions.set(id, before) : state.decisions.delete(id))) };
  }
  if (first === "categories") {
    needs("source", "reason", "by");
    const account = accounts[accountAt(body.account)];
    const before = account.category;
    if (before === "victim" && body.category === "suspect" && !body.second) refuse(422, "second-person", "Who was taken for a victim becomes a suspect only on the word of two people: name the second.", "Qui a été tenu pour une victime ne devient suspect que sur la parole de deux personnes : nommez la deuxième.");
    account.category = body.category === "undetermined" ? null : body.category;
    return { line: write("category-set", `Category of ${body.account}: ${body.category}`, `Place de ${body.account} : ${body.category}`, body.by, true, () => (account.category = before)) };
  }
  if (first === "merges") {
    needs("source", "reason", "by");
    body.accounts.forEach((one) => accountAt(one));
    if (body.accounts.length < 2) refuse(400, "too-few", "Two accounts at least are merged.", "On réunit deux comptes au moins.");
    const merge = `m${state.journal.length + 1}`;
    const line = write("holders-merged", `${body.accounts.join(", ")}: one holder`, `${body.accounts.join(", ")} : un même titulaire`, body.by, true, () => (state.merges = state.merges.filter((one) => one.id !== merge)));
    state.merges.push({ id: merge, line, since: "2026-03-03T09:50:00Z", relation: body.relation, accounts: body.accounts, source: body.source, reason: body.reason, by: body.by, second: body.second ?? null });
    return { line, merge, detect_again: true };
  }
  if (first === "marks") {
    if (method === "DELETE") {
      state.marks.delete(id);
      return { line: write("mark-removed", `Mark ${id} taken off`, `Marque ${id} retirée`, null, false) };
    }
    needs("label", "by");
    const mark = `m${state.journal.length + 1}`;
    const ids = body.entries ?? entries(accountAt(body.filter.account), new URLSearchParams({ ...body.filter, limit: "100000" })).rows.map((one) => one.id);
    state.marks.set(mark, { id: mark, label: body.label, note: body.note ?? "", by: body.by, at: "2026-03-03T09:40:00Z", ids: new Set(ids) });
    const line = write("marked", `${ids.length} entries marked “${body.label}”`, `${ids.length} écritures marquées « ${body.label} »`, body.by, true, () => state.marks.delete(mark));
    return { id: mark, label: body.label, note: body.note ?? "", by: body.by, at: "2026-03-03T09:40:00Z", entries: ids.length, line };
  }
  if (first === "case" && id === "requests") {
    needs("account", "from", "to", "request", "by");
    return { line: write("statements-asked", `${body.account}: asked for (${body.request})`, `${body.account} : demandé (${body.request})`, body.by, true) };
  }
  if (first === "links" || first === "hubs") {
    needs("reason", "by");
    return { line: write(first === "links" ? "linked" : "hub-said", `${first}: ${JSON.stringify(body)}`, `${first} : ${JSON.stringify(body)}`, body.by, true) };
  }
  if (first === "journal" && third === "undo") {
    needs("by");
    const line = state.journal[Number(id) - 1] ?? refuse(404, "no-such-line", "No such line.", "Aucune ligne de ce nombre.");
    line.undo?.();
    line.undoable = false;
    return { line: write("taken-back", `Line ${id} taken back`, `Retour sur la ligne ${id}`, body.by, false) };
  }
  if (first === "detect") return job([two("Looking for patterns and flags", "Recherche de schémas et de signaux")], () => ({ findings: 31, leads: leads().length }));
  if (first === "traces") {
    needs("name", "by");
    return job([two("Reading the ledger", "Lecture du livre"), two("Following", "Suivi")], () => {
      state.traces.set(body.name, { name: body.name, claim: body.name, amount: money(1_234_567), asked_at: "2026-03-03T10:00:00Z", stale: false });
      write("trace-written", `Trace written: ${body.name}`, `Somme suivie : ${body.name}`, body.by, false);
    });
  }
  if (first === "dossier") {
    const stale = (body.traces ?? []).filter((name) => state.traces.get(name)?.stale);
    return job([two("Choosing the evidence", "Choix des pièces"), two("Rendering", "Mise en page")], () => {
      if (stale.length > 0) throw new Refused(200, "trace", two(`Made before the sources changed; follow again: ${stale}`, `Établies avant que les sources ne changent ; à suivre de nouveau : ${stale}`), two("Nothing was written.", "Rien n’a été écrit."));
      for (const form of body.forms)
        for (const language of body.languages) {
          const file = `dossier.${language}.${form}`;
          state.rendered = [...state.rendered.filter((one) => one.file !== file), { file, sha256: "5f".repeat(32), bytes: 182_345, form, language, written_at: "2026-03-03T10:05:00Z" }];
        }
      write("dossier-written", "Dossier written", "Dossier établi", null, false);
    });
  }
  if (["sending", "erasing", "combining"].includes(first)) return actOnWhole(first, id, body, needs);
  return refuse(404, "no-such-path", "There is nothing at this address.", "Il n’y a rien à cette adresse.");
}

function actOnWhole(first, id, body, needs) {
  if (first === "erasing" && id === "preview") return whole.erasing(body);
  if (first === "combining" && id === "preview") {
    if (/nowhere/.test(body.with)) refuse(422, "data", `${body.with}: this is no case`, `Message du moteur, en anglais : ${body.with}: this is no case`);
    return whole.planned(body.with);
  }
  needs("by");
  if (first === "sending") {
    needs("reason");
    if (body.passphrase !== undefined && body.passphrase !== body.again) refuse(400, "not-the-same", "The two passphrases are not the same.", "Les deux phrases secrètes ne sont pas les mêmes.");
    const recipients = body.passphrase === undefined ? body.keys.split("\n") : ["passphrase"];
    return job([two("writing the archive", "écriture de l’archive")], () => {
      write("case-packed", `The case was packed. ${body.reason}`, `L’affaire a été chiffrée. ${body.reason}`, body.by, false);
      return { name: body.name, file: `${whole.sending.folder}/${body.name}`, sha256: "7a".repeat(32), files: 41, bytes: 1_234_567, recipients, with_keys: body.with_keys, at_rest: false };
    });
  }
  if (first === "erasing") {
    needs("reason");
    if (!["erase for good", "effacer sans retour"].includes(body.confirm)) refuse(400, "confirm", "Nothing was erased: type “erase for good” to confirm.", "Rien n’a été effacé : saisissez « effacer sans retour » pour confirmer.");
    return job([two("erasing", "effacement")], () => {
      const line = write("person-erased", `Erased. ${body.reason}`, `Effacé. ${body.reason}`, body.by, false);
      const { confirm: _confirm, by_two: _byTwo, ...told } = whole.erasing(body);
      return { ...told, files: told.files.map((file) => `${file.split("/")[0]}/`), dry_run: false, tombstone: { line, at: "2026-03-03T12:00:00Z" } };
    });
  }
  return job([two("combining", "réunion")], () => {
    write("journals-combined", "Another copy was combined", "Une autre copie a été réunie", body.by, false);
    return whole.combined;
  });
}

function addFile(name, use, bytes) {
  return job([two("Recognising the format", "Reconnaissance du format"), two("Reading", "Lecture"), two("Writing the ledger", "Écriture du livre")], () => {
    if (/\.exe$/.test(name)) throw new Refused(200, "unknown-format", two(`${name} is of no format that is known: neither its name nor its first bytes say what it is.`, `${name} n’est d’aucun format connu : ni son nom ni ses premiers octets ne disent ce que c’est.`), two("The file was not added; all others stay as they were.", "Le fichier n’a pas été ajouté ; tous les autres restent tels quels."));
    state.added += 1;
    state.files.push({ sha256: String(state.files.length).repeat(64).slice(0, 64), name, exhibit: null, use, format: "mapped", bytes, entries: 12, problems: 0, added_at: "2026-03-03T11:00:00Z", by: null });
    write("file-added", `File added: ${name}`, `Fichier ajouté : ${name}`, null, false);
    return { file: name };
  });
}

const server = createServer((request, response) => {
  const url = new URL(request.url ?? "/", "http://127.0.0.1");
  const send = (status, type, body, more = {}) => {
    response.writeHead(status, { "content-type": type, "content-security-policy": POLICY, "x-content-type-options": "nosniff", "referrer-policy": "no-referrer", "cache-control": "no-store", ...more });
    response.end(body);
  };
  const json = (value, status = 200) => send(status, "application/json", JSON.stringify(value));
  const fail = (error) => {
    if (!(error instanceof Refused)) console.error(error);
    json({ error: { code: error.code ?? "bug", message: error.said ?? two("The mock failed.", "Le bouchon a échoué."), what_is_safe: error.safe ?? null, where: null } }, error.status ?? 500);
  };
  if (!url.pathname.startsWith("/api/v1/")) {
    const wanted = extname(url.pathname) ? normalize(url.pathname) : "/index.html";
    readFile(join(dist, wanted)).then((bytes) => send(200, TYPES[extname(wanted)] ?? "application/octet-stream", bytes), () => send(404, "text/plain", "404"));
    return;
  }
  const path = url.pathname.slice("/api/v1/".length).split("/").map(decodeURIComponent);
  if (path[0] === "dossier" && path[1] === "preview") {
    send(200, "text/html; charset=utf-8", "<!doctype html><title>Dossier</title><h1>Dossier (aperçu du bouchon)</h1><p>Chaque chiffre avec sa ligne.</p>", { "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox" });
    return;
  }
  if ((path[2] === "original" && shown()) || path[1] === "file") {
    send(200, "application/octet-stream", "bytes", { "content-disposition": "attachment; filename=original.bin" });
    return;
  }
  if (request.method === "GET") {
    try {
      json(read(path, url.searchParams));
    } catch (error) {
      fail(error);
    }
    return;
  }
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    try {
      const bytes = Buffer.concat(chunks);
      if (path[0] === "files") json(addFile(url.searchParams.get("name") ?? "?", url.searchParams.get("use") ?? "evidence", bytes.length), 202);
      else json(act(request.method, path, url.searchParams, request.method === "DELETE" ? Object.fromEntries(url.searchParams) : JSON.parse(bytes.toString() || "{}")));
    } catch (error) {
      fail(error);
    }
  });
});
server.listen(option("port", 7171), "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}/`));

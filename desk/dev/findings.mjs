// Leads, network and followed sums of the invented case.

import { HOSTILE, accounts, day, money, numbers, two, who } from "./data.mjs";

const TITLES = [
  ["Pattern of flows described by sources on trafficking", "Ensemble de flux que décrivent des sources sur la traite"],
  ["Protective: a person concerned may be under 18", "Protection : une personne concernée a peut-être moins de 18 ans"],
  ["Pattern of flows described by sources on laundering", "Ensemble de flux que décrivent des sources sur le blanchiment"],
];
const WHY = [two("Eleven accounts receive wages and pass nearly all of them on to one account within two days.", "Onze comptes reçoivent un salaire et en versent presque tout à un même compte dans les deux jours.")];
const FOR = [
  { ...two("Wages of 11 accounts were paid on to the same account, 96 times.", "Les salaires de 11 comptes ont été reversés au même compte, 96 fois."), finding: "f3a1" },
  { ...two("One account pays for lodging of nine people in three towns.", "Un compte paie l’hébergement de neuf personnes dans trois villes."), finding: "f7b2" },
  two("The accounts were opened within twelve days at one branch.", "Les comptes ont été ouverts en douze jours dans une même agence."),
  two("No card payment of daily life on seven of them.", "Aucun paiement de la vie courante par carte sur sept d’entre eux."),
];
const AGAINST = [
  two("Whoever holds an account may hold it under coercion.", "Qui détient un compte le détient peut-être sous la contrainte."),
  two("Employers who house seasonal workers take rent from wages in the same way.", "Des employeurs qui logent des saisonniers prélèvent de même le loyer sur le salaire."),
];

export function leads() {
  return TITLES.map(([en, fr], index) => ({
    id: ["l-71c0", "l-88d4", "l-9e2f"][index],
    rank: index + 1,
    title: two(en, fr),
    why: WHY,
    for: FOR.slice(0, 4 - index),
    against: AGAINST.slice(0, 2 - (index === 2 ? 2 : 0)),
    accounts: 11 - index * 2,
    findings: 5 - index,
    low: money(6_121_773 - index * 1_000_000),
    high: money(6_121_773 - index * 1_000_000 + (index === 1 ? 912_300 : 0)),
    from: day(20),
    to: day(160),
    decision: null,
  }));
}

export function leadDetail(id, shown) {
  const lead = leads().find((one) => one.id === id);
  if (!lead) return null;
  const finding = (name, index) => ({
    id: name,
    title: index === 0 ? two("Wages passed on at once", "Salaires reversés aussitôt") : two("Lodging paid for several", "Hébergement payé pour plusieurs"),
    flags: [{ id: "wage-skimming", title: two("wages that are passed on", "salaires reversés") }],
    accounts: [
      { account: who(accounts[1], shown), role: two("receives from several", "reçoit de plusieurs") },
      { account: who(accounts[3], shown), role: two("account of a worker", "compte d’une personne qui travaille") },
    ],
    entries: Array.from({ length: 24 }, (_, at) => ({ entry: `a${index + 1}e${at * 2}`, sha256: "0".repeat(64), name: at % 7 === 5 ? HOSTILE[0] : "releve-00023000101.csv", row: 40 + at, page: null })),
    entries_total: 96,
    amount: money(3_021_773),
    from: day(20),
    to: day(150),
  });
  return {
    ...lead,
    findings: [finding("f3a1", 0), finding("f7b2", 1)],
    innocent: AGAINST,
    ask: [two("Ask the employer for the contracts and the rent agreements.", "Demander à l’employeur les contrats et les accords de loyer."), two("Ask the bank who opened the accounts, and with whom.", "Demander à la banque qui a ouvert les comptes, et avec qui.")],
    accounts: accounts.slice(1, 9).map((account, at) => ({ account: who(account, shown), roles: at === 0 ? [two("receives from several", "reçoit de plusieurs")] : [two("account of a worker", "compte d’une personne qui travaille")], bank: account.bank, country: account.country })),
    people: accounts.slice(1, 5).map((account) => ({ who: { ...who(account, shown), id: `p-${account.id}` }, roles: [two("holder", "titulaire")] })),
  };
}

export function network(query, shown) {
  const random = numbers(5);
  const wanted = accounts.slice(0, query.get("account") ? 18 : 34);
  const min = Number(query.get("min") ?? 0) * 100;
  const from = query.get("from") ?? "0";
  const to = query.get("to") ?? "9";
  const edges = [];
  for (let at = 1; at < wanted.length; at += 1) {
    const target = at % 4 === 0 ? 5 : at % 9 === 0 ? 12 : 1;
    edges.push([at, target === at ? 0 : target]);
    if (at % 5 === 2) edges.push([1, at]);
  }
  const flows = edges
    .map(([a, b], at) => ({ from: wanted[a].id, to: wanted[b].id, count: 1 + (at % 14), amount: money(Math.floor(random() ** 2 * 900_000) + 4_000), first: day(at * 5), last: day(at * 5 + 60), channels: at % 4 ? ["transfer"] : ["transfer", "cash-in"] }))
    .filter((edge) => Number(edge.amount.minor) >= min && edge.last >= from && edge.first <= to && edge.from !== edge.to);
  const used = new Set(flows.flatMap((edge) => [edge.from, edge.to]));
  const roles = ["both", "both", "pays", "pays", "paid", "both", "cash", "unnamed"];
  const nodes = wanted
    .map((account, at) => ({ id: account.id, label: who(account, shown).label, hidden: !shown, category: account.category, kind: account.kind, role: roles[at % roles.length], own: at < 12, country: account.country, x: Math.cos(at * 2.399) * Math.sqrt(at + 0.3), y: Math.sin(at * 2.399) * Math.sqrt(at + 0.3) * 0.7, in: money(at === 1 ? 9_000_000 : 120_000 + at * 9_000), out: money(80_000 + at * 7_000), entries: 12 + at }))
    .filter((node) => used.has(node.id));
  return { nodes, edges: flows, total_nodes: nodes.length, total_edges: flows.length, left_out: 3 };
}

export function traceOf(name, shown) {
  const [a, b, c, d, e] = [1, 2, 7, 12, 15].map((at) => accounts[at]);
  const node = (id, account, column, kind, low, high) => ({ id, account: account?.id ?? null, label: account ? who(account, shown).label : "", hidden: !shown, category: null, column, kind, day: day(20 + column * 25), low: money(low), high: money(high) });
  const link = (source, target, low, high, column, extra = {}) => ({ source, target, low: money(low), high: money(high), first: day(20 + column * 25), last: day(30 + column * 25), entries: Array.from({ length: 3 + column }, (_, at) => `a${column + 1}e${at * 4}`), ...extra });
  const picture = (shift) => ({
    columns: [0, 1, 2, 3, 4].map((column) => day(20 + column * 25)),
    nodes: [
      node("claim", null, 0, "claim", 6_121_773, 6_121_773),
      node("a1", a, 1, "account", 6_121_773, 6_121_773),
      node("b2", b, 2, "account", 2_400_000, 2_900_000 + shift),
      node("c2", c, 2, "account", 1_500_000, 1_500_000),
      node("cash2", null, 2, "cash", 800_000, 1_100_000),
      node("d3", d, 3, "hub", 1_400_000, 1_900_000),
      node("e3", e, 3, "account", 900_000, 1_200_000),
      node("held-a", a, 4, "held", 302_913, 621_773),
      node("held-e", e, 4, "held", 700_000, 900_000),
      node("out4", null, 4, "outside", 1_300_000, 1_500_000),
    ],
    links: [
      link("claim", "a1", 6_121_773, 6_121_773, 0),
      link("a1", "b2", 2_400_000, 2_900_000 + shift, 1),
      link("a1", "c2", 1_500_000, 1_500_000, 1),
      link("a1", "cash2", 800_000, 1_100_000, 1),
      link("a1", "held-a", 302_913, 621_773, 2),
      link("b2", "d3", 1_400_000, 1_900_000, 2),
      link("b2", "e3", 900_000, 1_000_000 + shift, 2),
      link("c2", "out4", 1_300_000, 1_500_000, 3),
      link("e3", "held-e", 700_000, 900_000, 3, { asserted: true }),
    ],
  });
  const rule = (low, high) => ({
    held: [
      { account: a.id, claim: name, low: "3029.13", high },
      { account: e.id, claim: name, low, high: "9000.00" },
    ],
    left: [
      { transaction: "ta1e0", account: a.id, claim: name, low: "8000.00", high: "11000.00", how: "cash" },
      { transaction: "ta1e4", account: c.id, claim: name, low: "13000.00", high: "15000.00", how: "outside" },
      { transaction: "ta1e6", account: b.id, claim: name, low: "14000.00", high: "19000.00", how: "hub" },
    ],
  });
  return {
    at: null,
    claims: [{ claim: name, amount: "61217.73", currency: "EUR", transactions: Array.from({ length: 84 }, (_, at) => `ta1e${at}`) }],
    rules: { fifo: rule("7000.00", "6217.73"), lifo: rule("5200.00", "4100.00"), "pro-rata": rule("6600.00", "5310.42"), libr: rule("7000.00", "6217.73"), "pari-passu": { held: [{ account: a.id, claim: name, low: "4400.00", high: "4400.00" }], left: [] } },
    assumptions: [{ kind: "opening", sentence: "The opening balance of one account is not known: it was taken as nothing at the least." }],
    use: "evidence",
    basis: "beef",
    picture: { fifo: picture(0), lifo: picture(-300_000), "pro-rata": picture(-120_000), libr: picture(0) },
    accounts: accounts.map((account) => who(account, shown)),
    digits: 2,
  };
}

// The invented case of the mock: nobody and nothing in it exists. Everything is made from counters, so that each start gives the same,
// and hostile texts stand where a bank's file could hold them.

export const HOSTILE = [
  "<script>window.__attacked = 1</script>",
  "<img src=x onerror=\"window.__attacked = 2\">",
  "<svg onload=\"window.__attacked = 3\"><a href=\"javascript:window.__attacked=4\">x</a></svg>",
  "facture \u202e04.21 RUE\u202c \u200bsans largeur\u0007",
  "\"><style>body{display:none}</style>",
];
const LONG = `long ${"référence ".repeat(100_000)}fin`;

/** A small generator of numbers, the same at each start. */
export function numbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const FIRST = ["Alma", "Boro", "Célia", "Dario", "Emna", "Florin", "Gita", "Ilir", "Joana", "Kosta", "Lina", "Mirko", "Nour", "Ovidiu", "Petra", "Rayan", "Ségo", "Tomo", "Ursa", "Vesna"];
const LAST = ["Arbelin", "Bostrava", "Cervoise", "Dragolan", "Esterval", "Fontrelle", "Gardovic", "Hautemer", "Istrevan", "Jolivar"];
const FIRMS = ["Hôtel des Deux Rives", "Transit Lunaire SARL", "Nettoyage Bellevoie", "Vignobles Arcenay", "Kiosque Odrina"];
const BANKS = ["Banque Exemple", "Crédit Fictif", "Banka Elisit", "Banka Jasen"];

export const who = (account, shown) => ({
  id: account.id,
  label: shown ? account.name : account.name ? initials(account.name) : "",
  hidden: !shown,
  category: account.category,
});
const initials = (name) => name.split(/[\s-]+/).filter(Boolean).slice(0, 4).map((word) => `${[...word][0].toUpperCase()}.`).join("\u00a0");
export const money = (minor) => ({ minor: String(minor), currency: "EUR", digits: 2 });
export const two = (en, fr) => ({ en, fr });

export function day(offset) {
  return new Date(Date.UTC(2024, 0, 8) + offset * 86_400_000).toISOString().slice(0, 10);
}

const accounts = [];
const next = numbers(7);
for (let index = 0; index < 64; index += 1) {
  const isFirm = index % 13 === 4;
  const country = ["FR", "FR", "FR", "MK", "BA"][index % 5];
  const digits = String(7699990000000000000000n + BigInt(index) * 1_000_033n);
  accounts.push({
    id: index === 20 ? "Banque Exemple:<b>compte 20</b>" : country === "FR" ? `FR${digits}115`.slice(0, 27) : `${country}07${digits}`.slice(0, 20),
    name: index === 21 ? HOSTILE[1] : index === 30 ? "" : isFirm ? FIRMS[index % FIRMS.length] : `${FIRST[index % FIRST.length]} ${LAST[(index * 3) % LAST.length]}`,
    bank: BANKS[index % BANKS.length],
    country,
    kind: isFirm ? "business" : index % 11 === 6 ? "merchant" : "personal",
    category: index === 3 ? "victim" : index === 5 ? "witness" : null,
    hub: index === 12,
    entries: index < 24 ? 40 + Math.floor(next() * 700) : 0,
  });
}
export { accounts };

/** How many entries the first account has; a whole five million where the mock is told so. */
export function setSize(rows) {
  accounts[0].entries = rows;
}

const CHANNELS = ["transfer", "transfer", "card", "cash-out", "remittance", "cash-in", "fee"];
const TEXTS = ["VIR INST loyer", "Salaire", "Western Exemple 4471", "Paiement carte", "Retrait DAB", "Virement permanent", "Frais de tenue de compte", "Remboursement"];

/** The entry of an account at a place; made when it is asked for. */
export function entry(accountIndex, index, marks, shown) {
  const seed = (accountIndex * 2_654_435_761 + index * 40_503) >>> 0;
  const random = numbers(seed);
  random();
  const direction = random() < 0.45 ? "in" : "out";
  const other = accounts[(accountIndex + 1 + Math.floor(random() * 22)) % accounts.length];
  const minor = Math.floor(random() ** 3 * 400_000) + 500;
  const account = accounts[accountIndex];
  const id = `a${accountIndex}e${index}`;
  const text = index % 17 === 3 ? HOSTILE[Math.floor(index / 17) % HOSTILE.length] : index === 11 ? LONG : `${TEXTS[Math.floor(random() * TEXTS.length)]} ${1000 + (seed % 9000)}`;
  const span = account.entries > 5000 ? account.entries / 700 : account.entries / 330;
  const channel = CHANNELS[Math.floor(random() * CHANNELS.length)];
  return {
    id,
    account: who(account, shown),
    booked_at: day(Math.floor(index / span)),
    value_date: day(Math.floor(index / span) + 1),
    direction,
    amount: money(minor),
    balance: money(120_000 + ((seed % 400_000) - 150_000)),
    counterparty: channel === "cash-out" || channel === "fee" ? null : who(other, shown),
    channel,
    text: shown ? text : "",
    text_hidden: !shown,
    reference: !shown ? null : index % 5 === 0 ? `REF-${seed.toString(36)}` : null,
    country: account.country,
    marks: [...marks.values()].filter((mark) => mark.ids.has(id)).map(({ id: mark, label }) => ({ id: mark, label })),
    transaction: `t${id}`,
  };
}

/** Twenty thousand accounts and fifty thousand flows, for timing. */
export function bigNetwork(nodes, edges) {
  const random = numbers(11);
  const roles = ["pays", "paid", "both", "cash", "unnamed"];
  return {
    nodes: Array.from({ length: nodes }, (_, index) => {
      const angle = random() * Math.PI * 2;
      const far = Math.sqrt(random());
      return {
        id: `N${String(index).padStart(8, "0")}`,
        label: `N. ${index}`,
        hidden: true,
        kind: "personal",
        role: roles[index % 5],
        own: index % 40 === 0,
        country: "FR",
        x: Math.cos(angle) * far,
        y: Math.sin(angle) * far,
        in: money(Math.floor(random() ** 4 * 1e7)),
        out: money(Math.floor(random() ** 4 * 1e7)),
        entries: 3,
      };
    }),
    edges: Array.from({ length: edges }, (_, index) => ({
      from: `N${String(Math.floor(random() ** 2 * nodes)).padStart(8, "0")}`,
      to: `N${String((index * 7919) % nodes).padStart(8, "0")}`,
      count: 1 + (index % 9),
      amount: money(Math.floor(random() ** 5 * 1e7) + 100),
      first: day(index % 300),
      last: day((index % 300) + 40),
      channels: ["transfer"],
    })),
    total_nodes: nodes,
    total_edges: edges,
    left_out: 0,
  };
}

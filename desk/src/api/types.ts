// What the server answers, in the words of the contract. Nothing here is computed: the page shows what it is given.
//
// An amount is minor units in a string (they outgrow a double), a date `YYYY-MM-DD`, an instant RFC 3339. Every text that
// comes from a case is only ever text: no field is markup.

/** A sentence in both languages. */
export interface Words {
  en: string;
  fr: string;
}

/** Money, exact: minor units as a decimal integer in a string. */
export interface Amount {
  minor: string;
  currency: string;
  digits: number;
}

/** The least and the most that is known of an amount. */
export interface Range {
  low: Amount;
  high: Amount;
}

export type Category = "suspect" | "convicted" | "victim" | "witness" | "undetermined";

/** An account or a person behind one; `label` is initials while `hidden`, empty where no name is known. */
export interface Who {
  id: string;
  label: string;
  hidden: boolean;
  category: Category | null;
}

export interface Page<Row> {
  total: number;
  rows: Row[];
}

export interface Where {
  file: string | null;
  page: number | null;
  row: number | null;
  column: string | null;
}

export interface ServerError {
  code: string;
  message: Words;
  what_is_safe: Words | null;
  where: Where | null;
}

export interface Session {
  program: string;
  language: "en" | "fr";
  case: { title: string; folder: string; id: string; currency?: string };
  revision: string;
  journal_head: string;
  journal_lines: number;
  names_shown: boolean;
  purpose: string | null;
  person: string | null;
  limits: Words;
  /** Files that the program was started with, and that wait to be added. */
  offered?: string[];
}

export type SourceUse = "evidence" | "intelligence-only" | "consent-needed";

export interface Source {
  sha256: string;
  name: string;
  exhibit: string | null;
  use: SourceUse;
  format: string;
  bytes: number;
  entries: number;
  problems: number;
  added_at: string | null;
  by: string | null;
}

export interface CaseSummary {
  counts: {
    sources: number;
    entries: number;
    transactions: number;
    accounts: number;
    statements: number;
    problems: number;
    leads: number;
    findings: number;
    traces: number;
  };
  sources: Source[];
}

/** One letter a month: `.` nothing, `k` known, `a` asked, `p` partial, `r` received, `f` foots, `x` does not foot. */
export interface Grid {
  months: string[];
  total: number;
  rows: { account: Who; cells: string }[];
}

export interface RequestRow {
  ask: Words;
  account: Who;
  payee: Who | null;
  from: string | null;
  to: string | null;
  low: Amount | null;
  high: Amount | null;
  transactions: number;
  /** References under which it was asked for already. */
  asked?: string[];
}

export interface Problem {
  source: string;
  file: string;
  page: number | null;
  row: number | null;
  line: number | null;
  message?: number | null;
  column: string | null;
  problem: Words;
  excerpt: string;
  excerpt_hidden?: boolean;
}

export interface Problems extends Page<Problem> {
  by_source: { source: string; file: string; problems: number }[];
}

export interface Job {
  id?: string;
  state: "waiting" | "running" | "done" | "failed";
  stage: Words;
  done: number;
  total: number;
  result: unknown;
  error: ServerError | null;
}

export interface Decision {
  state: "open" | "kept" | "set-aside";
  reason: string;
  by: string;
  at: string;
  line?: number;
}

/** A sentence, and the finding that shows it where one does. */
export interface Sentence extends Words {
  finding?: string | null;
}

export interface Lead {
  id: string;
  rank: number;
  title: Words;
  why: Sentence[];
  for: Sentence[];
  against: Sentence[];
  accounts: number;
  findings: number;
  low: Amount | null;
  high: Amount | null;
  from: string | null;
  to: string | null;
  use?: SourceUse;
  decision: Decision | null;
}

export interface FindingSource {
  entry: string;
  sha256: string;
  name: string;
  row: number | null;
  page: number | null;
}

export interface Finding {
  id: string;
  title: Words;
  meaning?: Words | null;
  flags: { id: string; title: Words; version?: string | null }[];
  accounts: { account: Who; role: Words }[];
  entries: FindingSource[];
  entries_total: number;
  amount: Amount | null;
  from: string | null;
  to: string | null;
}

export interface LeadDetail extends Omit<Lead, "accounts" | "findings"> {
  minor?: "yes" | "no" | "unknown";
  findings: Finding[];
  innocent: Words[];
  ask: Words[];
  accounts: { account: Who; roles: Words[]; bank: string | null; country: string | null }[];
  people: { who: Who; roles: Words[] }[];
}

export type NodeRole = "pays" | "paid" | "both" | "cash" | "unnamed";

export interface NetworkNode {
  id: string;
  label: string;
  hidden?: boolean;
  category?: Category | null;
  kind: string | null;
  /** How it stands in these flows: the shapes of the dossier's picture. */
  role: NodeRole;
  /** Of the lead, or one that was searched; drawn full, the others hollow. */
  own: boolean;
  country: string | null;
  x: number;
  y: number;
  in: Amount;
  out: Amount;
  entries: number;
}

export interface NetworkEdge {
  from: string;
  to: string;
  count: number;
  amount: Amount;
  first: string;
  last: string;
  channels: string[];
}

export interface Network {
  nodes: NetworkNode[];
  edges: NetworkEdge[];
  total_nodes: number;
  total_edges: number;
  left_out: number;
}

export interface TraceHead {
  name: string;
  claim: string;
  amount?: Amount | null;
  asked_at: string | null;
  /** Made of other sources than the case has now. */
  stale?: boolean;
  /** Its file is not the one that was written. */
  changed?: boolean;
  use?: SourceUse;
}

export interface TraceHeld {
  account: string;
  claim: string;
  low: string;
  high: string;
  or_more?: boolean;
}

export interface TraceLeft {
  transaction: string;
  account: string;
  claim: string;
  low: string;
  high: string;
  how: string;
}

export interface TraceRule {
  held: TraceHeld[];
  left: TraceLeft[];
  exchange?: { transaction: string; claim: string; low: string; high: string }[];
}

export interface PictureNode {
  id: string;
  account: string | null;
  label: string;
  hidden?: boolean;
  category?: Category | null;
  /** Position in time, the earliest 0. */
  column: number;
  /** `claim`, `account`, `held`, or how the money left: `cash`, `outside`, `hub`, `stop`, `fee`, `overdraft`, `no-rate`. */
  kind: string;
  day: string | null;
  low: Amount;
  high: Amount;
}

export interface PictureLink {
  source: string;
  target: string;
  low: Amount;
  high: Amount;
  first: string | null;
  last: string | null;
  entries: string[];
  /** A person asserted it. */
  asserted?: boolean;
  /** By ways that the trace does not list. */
  unlisted?: boolean;
}

export interface Picture {
  /** The days at which columns stand. */
  columns: string[];
  nodes: PictureNode[];
  links: PictureLink[];
}

export interface Trace {
  at: string | null;
  claims: { claim: string; amount: string; currency: string; transactions: string[] }[];
  rules: Record<string, TraceRule>;
  hubs?: { account: string }[];
  assumptions: { kind: string; sentence?: string | Words }[];
  use: string;
  basis: string;
  stale?: boolean;
  /** One picture a rule that follows each unit. */
  picture: Record<string, Picture>;
  /** How the accounts named in the rules are called. */
  accounts: Who[];
  digits?: number;
}

export interface AccountRow {
  account: Who;
  bank: string | null;
  country: string | null;
  kind: string | null;
  currency: string;
  entries: number;
  in: Amount;
  out: Amount;
  /** By currency, where it has several. */
  sums?: { currency: string; in: Amount; out: Amount; entries: number }[];
  first: string | null;
  last: string | null;
}

export interface AccountDetail extends AccountRow {
  holder: Who | null;
  statements: { from: string; to: string; opening: Amount | null; closing: Amount | null; foots: boolean | null; source: string; name?: string | null }[];
  leads: { id: string; rank: number; title: Words }[];
  hub: boolean;
  held_with?: Who[];
}

/** What accounts have to do with each other. */
export type Relation = "holder" | "joint" | "proxy" | "owner";

export interface HolderSaid {
  id: string;
  line: number;
  since: string;
  relation: Relation;
  accounts: Who[];
  source: string;
  reason: string;
  by: string;
  second: string | null;
}

export interface HolderProposals {
  proposed: { accounts: Who[]; why: Words[] }[];
  remarks: { accounts: Who[]; what: Words }[];
  not_compared: number;
}

export interface HolderView {
  accounts: Who[];
  said: HolderSaid[];
}

export interface Mark {
  id: string;
  label: string;
  note: string;
  by: string;
  at: string;
  entries: number;
  /** The colour that the case gave the label. */
  colour: Colour | null;
  /** Entries that are known, by the ids that they have now; at most 200. */
  entry_ids: string[];
  /** Entries that have another id than the one that was marked. */
  moved: { entry: string; to: string }[];
  /** Entries of which a person has to say which is meant. */
  doubtful: { entry: string; could_be: string[] }[];
  /** Entries that nothing of the ledger fits. */
  lost: string[];
  moved_number: number;
  doubtful_number: number;
  lost_number: number;
  line?: number;
}

export type Colour = "blue" | "sky" | "green" | "yellow" | "orange" | "red" | "purple" | "grey";

export interface Labels {
  labels: { label: string; colour: Colour; meaning: string; by: string; at: string; line: number }[];
  colours: Colour[];
}

export interface Entry {
  id: string;
  account: Who;
  booked_at: string;
  value_date: string | null;
  direction: "in" | "out";
  amount: Amount;
  balance: Amount | null;
  counterparty: (Omit<Who, "id"> & { id: string | null }) | null;
  channel: string;
  text: string;
  /** The text is not sent while names are hidden. */
  text_hidden?: boolean;
  reference: string | null;
  country: string | null;
  marks: { id: string; label: string; colour: Colour | null }[];
  transaction: string | null;
}

export interface EntrySource {
  source: string;
  name: string;
  format: string;
  use: SourceUse;
  /** Of a PDF. */
  page: number | null;
  /** Of a file of messages. */
  message?: number | null;
  row: number | null;
  line: number | null;
  column: string | null;
}

export interface EntryDetail extends Entry {
  coordinates: EntrySource[];
}

export interface CalendarDay {
  day: string;
  in: Amount;
  out: Amount;
  count: number;
}

export interface Counterparty {
  /** Without an id for the outside world. */
  account: Omit<Who, "id"> & { id: string | null };
  country: string | null;
  in: Amount;
  out: Amount;
  entries: number;
  first: string;
  last: string;
}

export interface Balance {
  currency: string;
  digits: number;
  opening_known?: boolean;
  /** Thinned for drawing. */
  points: [string, string][];
  /** Of all entries. */
  months?: { month: string; lowest: string; highest: string; end: string }[];
}

export interface SourceRows {
  /** What the numbers count: lines of the file, or rows as its reader numbers them. */
  counted?: "lines" | "rows";
  header: string[] | null;
  total: number;
  rows: { row: number; cells: string[] | null; text: string | null; marked: boolean }[];
}

export interface SourcePage {
  width: number;
  height: number;
  pages: number;
  words: { x: number; y: number; w: number; h: number; text: string; marked: boolean }[];
}

export type HitKind = "account" | "entry" | "holder" | "source" | "lead";

export interface Hit {
  id: string;
  label: string;
  excerpt: string;
  /** Places in `excerpt` that match, `[start, end)` in UTF-16 units. */
  matches: [number, number][];
  where: string | null;
  /** Of an entry, its account. */
  account?: string | null;
  /** Of a lead. */
  title?: Words | null;
}

export interface SearchAnswer {
  took_milliseconds: number;
  index?: "ready" | "building" | "failed";
  names_hidden?: boolean;
  groups: { kind: HitKind; total: number; hits: Hit[] }[];
}

export interface DossierOption {
  id: string;
  title: Words;
  about?: Words | null;
  /** A part that is in every dossier. */
  always?: boolean;
}

export interface DossierOptions {
  profiles: DossierOption[];
  forms: DossierOption[];
  parts: DossierOption[];
  languages: ("en" | "fr")[];
}

export interface DossierFile {
  file: string;
  sha256: string;
  bytes: number;
  form: string;
  language: string | null;
  written_at: string | null;
  /** Whether the file is no longer what was written. */
  changed: boolean;
}

/** What changed of one kind; a heading without items is a sentence of its own. */
export interface ChangesSection {
  heading: string;
  number: number;
  items: string[];
}

export interface JournalRow {
  line: number;
  at: string;
  act: string;
  summary: Words;
  by: string | null;
  undoable: boolean;
}

export interface Journal extends Page<JournalRow> {
  head: string;
}

/** How many entries, and what they come to. */
export interface ProfileSum {
  count: number;
  amount: Amount;
  /** The name by which its entries are asked for; a sum over several others has none. */
  figure?: string;
}

/** What came in and what went out. */
export interface ProfileFlow {
  in: ProfileSum;
  out: ProfileSum;
}

/** Who is on the other side: an account, or what tells a customer without one apart. */
export interface ProfileParty {
  account: string | null;
  known_by: "account" | "document" | "telephone" | "name";
  name: string | null;
}

export interface ProfileRegular extends ProfileSum {
  way: "credit" | "debit";
  party: ProfileParty;
  interval: "week" | "fortnight" | "month";
  least: Amount;
  most: Amount;
  first: string;
  last: string;
  reading: { what: "wage" | "rent" | "benefit"; by: "payroll" | "public-body" | "category" | "text"; kind: "fact" | "assumption" } | null;
}

export interface ProfileCurrency {
  currency: string;
  total: ProfileFlow;
  own: ProfileFlow;
  months: ({ month: string; channels: ({ channel: string } & ProfileFlow)[] } & ProfileFlow)[];
  channels: ({ channel: string } & ProfileFlow)[];
  counterparties: {
    largest: (ProfileParty & ProfileFlow & { first: string; last: string })[];
    others: { counterparties: number } & ProfileFlow;
    nobody_named: ProfileFlow;
  };
  cash: ({ town: string | null; channel: string; hours: ({ hour: number | null } & ProfileSum)[] } & ProfileFlow)[];
  abroad: ({ country: string } & ProfileFlow)[];
  regular: ProfileRegular[];
}

/** What an account, or all accounts of its holder, did. */
export interface AccountProfile {
  asked: string;
  first: string | null;
  last: string | null;
  accounts: { account: string; holder: string | null; statements: number; statements_that_foot: number; months_missing: string[] }[];
  statements_compared: number;
  statements_that_differ: { account: string; from: string | null; to: string | null; balance_change: Amount; entries: Amount }[];
  sources_left_out: number;
  places_left_out: boolean;
  currencies: ProfileCurrency[];
}

/** An account that nobody asked for and may matter. */
export interface ToAskRow {
  account: Who;
  bank: string | null;
  from: string | null;
  to: string | null;
  why: ("register" | "trace" | "months-missing" | "lead" | "counterparty")[];
  passed: Amount | null;
}

/** What was asked for, and what came of it. */
export interface AskedRow {
  account: Who;
  request: string;
  of: string | null;
  by: string | null;
  asked_on: string | null;
  due: string | null;
  state: "waiting" | "partial" | "answered";
  overdue_days: number | null;
  from: string | null;
  to: string | null;
}

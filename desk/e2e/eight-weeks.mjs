// Eight weeks of a case on the page: the register replies, accounts are asked for, a first bank answers, rows are marked, a second bank shows
// the other side, accounts are said to be one person's, a part in the case is decided, a corrected file takes the place of the first, a dossier
// goes out, a third bank answers, what changed is told, a second dossier goes out, and a person is erased. Nothing that was decided is lost.
// The same from the command line, with every byte of the folder searched, is crates/filature/tests/cli/eight_weeks.rs. All people are invented.

import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openPage } from "./browser.mjs";
import { drop } from "./newcomer.mjs";

const HIS = "DE64999990000000000101";
const OTHER_OF_HIS = "DE53999990000000000202";
const HERS = "DE42999990000000000303";
const REGISTER = `account number,bank,holder,given name,role,opened,birth date,phone
${HIS},Bank One,Kovalić,Mira,holder,2020-03-01,1970-05-06,
${OTHER_OF_HIS},Bank Two,Kovalić,Mira,holder,2021-04-01,1970-05-06,
${HERS},Bank Three,Brezovac,Stana,holder,2023-01-15,1999-08-09,+381601112233
`;

/** A month of an account as MT940, with balances that foot; a row is day, cents, other account, name, text. */
function statement(account, month, opening, rows) {
  const amount = (cents) => `${Math.floor(Math.abs(cents) / 100)},${String(Math.abs(cents) % 100).padStart(2, "0")}`;
  const sign = (cents) => (cents < 0 ? "D" : "C");
  const two = (number) => String(number).padStart(2, "0");
  const closing = opening + rows.reduce((sum, [, cents]) => sum + cents, 0);
  const lines = rows.map(([day, cents, other, name, text], index) => `:61:24${two(month)}${two(day)}${sign(cents)}${amount(cents)}NTRFR${month}${index + 1}\n:86:166?00TRANSFER?20${text}?31${other}?32${name}\n`);
  const last = month === 2 ? 29 : 31;
  return `:20:S${month}\n:25:${account}\n:28C:${month}/1\n:60F:${sign(opening)}24${two(month)}01EUR${amount(opening)}\n${lines.join("")}:62F:${sign(closing)}24${two(month)}${last}EUR${amount(closing)}\n-\n`;
}

function firstBank(isCorrected, name = "Stana Brezovac", number = HERS) {
  const february = [
    [5, 90_000, number, name, "WAGE OF JANUARY"],
    [6, -85_000, OTHER_OF_HIS, "Mira Kovalic", "OWN ACCOUNT"],
    [9, 40_000, "DE31999990000000000404", "Luka Stanor", "RENT"],
  ];
  // The bank forgot this line at first: those behind it stand in other rows then.
  const forgotten = [[2, 1_000, "DE20999990000000000505", "Ivo Marev", "BACK"]];
  const march = [...(isCorrected ? forgotten : []), [5, 90_000, number, name, "WAGE OF FEBRUARY"], [6, -85_000, OTHER_OF_HIS, "Mira Kovalic", "OWN ACCOUNT"]];
  return statement(HIS, 2, 10_000, february) + statement(HIS, 3, 55_000, march);
}

function secondBank() {
  const rows = [
    [6, 85_000, HIS, "Mira Kovalic", "OWN ACCOUNT"],
    [20, -80_000, "DE09999990000000000606", "Auto Vozila", "CAR"],
  ];
  return statement(OTHER_OF_HIS, 2, 0, rows) + statement(OTHER_OF_HIS, 3, 5_000, rows);
}

function thirdBank() {
  const rows = [
    [1, 95_000, "DE95999990000000000707", "Pekara Zora", "WAGE"],
    [5, -90_000, HIS, "Mira Kovalic", "WAGE ON"],
  ];
  return statement(HERS, 2, 0, rows) + statement(HERS, 3, 5_000, rows);
}

export async function eightWeeks(browser, desk) {
  // The mock keeps no case.
  if (!desk.isReal) return { wrong: [] };
  const { page, context, faults } = await openPage(browser, { language: "en" });
  const outside = mkdtempSync(join(tmpdir(), "eight-weeks-"));
  const wrong = [];
  const expect = (holds, what) => holds || wrong.push(what);
  const weeks = new Weeks(page, desk);
  try {
    await page.goto(desk.url);
    await page.waitForSelector("h1");

    // First week: the register replies, and the banks that it names are asked.
    await weeks.add("register.csv", REGISTER);
    for (const [request, bank] of [["REQ 2", "Bank One"], ["REQ 3", "Bank Two"], ["REQ 4", "Bank Three"]]) await weeks.ask(request, bank);
    await weeks.open("/?tab=requests");
    for (const request of ["REQ 2", "REQ 3", "REQ 4"]) await page.getByRole("grid", { name: "What was asked for" }).getByText(request).waitFor();

    // Second and third week: the first bank answers, and rows are marked.
    const first = await weeks.add("first.sta", firstBank(false));
    await weeks.mark(HIS, "900.00", 2, "put to him", "");
    await weeks.mark(HIS, "400.00", 1, "rent", "asked for in PV 12");

    // Fourth and fifth week: a second bank, whose accounts are said to be of the same person, and what her part is.
    await weeks.add("second.sta", secondBank());
    await weeks.merge([HIS, OTHER_OF_HIS]);
    await weeks.decide(HERS, "victim");

    // Sixth week: the first bank sends March again with the line that it had forgotten, and what it sent first is taken out.
    await weeks.add("corrected.sta", firstBank(true));
    weeks.run(["erase", desk.folder, "--source", first, "--reason", "order of 2 May", "--by", "Officer A"]);
    await weeks.open("/marks");
    await page.getByText(/ is now /).nth(2).waitFor();
    expect((await page.getByText(/ is now /).count()) === 3, "not every marked entry is found in the corrected file");
    expect((await page.getByText(/doubtful|is lost/).count()) === 0, "a mark lost its entry");
    const one = await weeks.render(join(outside, "one.html"));

    // Seventh week: the third bank. What changed since the dossier is told, and a second one goes out.
    await weeks.add("third.sta", thirdBank());
    await weeks.open("/dossier");
    await page.getByLabel("Since this dossier").selectOption(one.name);
    await page.getByRole("button", { name: "Compare" }).click();
    await page.getByRole("region", { name: "What changed since" }).getByText("third.sta").first().waitFor();
    const two = await weeks.render(join(outside, "two.html"));
    for (const given of [one, two]) expect(weeks.verifies(given.path) === 0, `${given.path} cannot be made again`);
    const before = weeks.decided();
    expect((await weeks.found(HERS)) > 0, "the search finds nothing at all");

    // Eighth week: she is erased. What holds her still is removed; one file comes back without her.
    weeks.run(["erase", desk.folder, "--person", HERS, "--reason", "order of 2 May", "--by", "Officer A", "--second", "Officer B"]);
    for (const given of [one, two]) expect(weeks.verifies(given.path) === 1, `${given.path} is said to agree after the erasure`);
    const holding = (await weeks.sources()).filter((source) => ["register.csv", "corrected.sta", "third.sta"].includes(source.name));
    await weeks.add("redacted.sta", firstBank(true, "X", "DE68999990000000000999"));
    for (const { id } of holding) weeks.run(["erase", desk.folder, "--source", id, "--reason", "order of 2 May", "--by", "Officer A"]);
    expect(weeks.run(["verify", desk.folder]) !== null, "the case does not verify at the end");

    expect((await weeks.found(HERS)) === 0, "the search finds who was erased");
    expect((await page.goto(new URL(`/api/v1/accounts/${HERS}`, desk.url).href)).status() === 404, "the account of who was erased is still there");
    await weeks.open("/marks");
    await page.getByText(/ is now /).nth(2).waitFor();
    expect((await page.getByText(/doubtful|is lost/).count()) === 0, "a mark on what is not hers was lost with her");
    const after = weeks.decided();
    expect(before.every((act, index) => after[index] === act), "a line of the journal is gone");
  } finally {
    await context.close();
    rmSync(outside, { recursive: true, force: true });
  }
  return { wrong: [...wrong, ...faults.filter((fault) => !/status of 404/.test(fault))] };
}

/** What is done on the page, and asked of the program beside it. */
class Weeks {
  constructor(page, desk) {
    this.page = page;
    this.desk = desk;
  }

  async open(path) {
    await this.page.goto(new URL(path, this.desk.url).href);
    await this.page.waitForSelector("h1");
  }

  run(words) {
    return execFileSync(process.env.DESK_BIN, [...words, "--json"], { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  }

  /** How the program ends that makes a dossier again. */
  verifies(path) {
    return spawnSync(process.env.DESK_BIN, ["verify", this.desk.folder, "--dossier", path], { stdio: "ignore" }).status;
  }

  sources() {
    return this.page.evaluate(async () => (await (await fetch("/api/v1/case")).json()).sources);
  }

  /** The acts of the journal. */
  decided() {
    const lines = readFileSync(join(this.desk.folder, "journal.jsonl"), "utf8").trim().split("\n");
    return lines.map((line) => JSON.parse(line).act);
  }

  /** Fills in the dialog that is open, and sends it. */
  async send(values) {
    for (const [name, value] of Object.entries(values)) await this.page.locator(`dialog [name=${name}]`).fill(value);
    await this.page.locator("dialog button[type=submit]").click();
    await this.page.waitForSelector("dialog[open]", { state: "detached" });
  }

  /** Drops a file, and waits until it was read and looked through; gives its id. */
  async add(name, text) {
    const { page } = this;
    await this.open("/");
    await drop(page, [{ name, mimeType: "text/plain", buffer: Buffer.from(text) }]);
    await page.getByRole("button", { name: "Add to the case" }).click();
    await page.waitForSelector(".adding li.is-done", { timeout: 120_000 });
    await page.getByRole("button", { name: "Put away" }).click({ timeout: 120_000 });
    return (await this.sources()).find((source) => source.name === name).id;
  }

  async ask(request, bank) {
    const { page } = this;
    await this.open("/?tab=requests");
    await page.getByRole("button", { name: "Asked…" }).first().click();
    await this.send({ from: "2024-02", to: "2024-03", request, of: bank, by: "Officer A" });
    await page.locator(".toast", { hasText: "Taken down as asked for" }).waitFor();
  }

  /** Marks the entries of an amount, of which there are so many. */
  async mark(account, amount, count, label, note) {
    const { page } = this;
    await this.open(`/accounts/${account}`);
    const rows = page.locator(".vt [data-row]").filter({ hasText: amount });
    await rows.nth(count - 1).waitFor();
    for (const row of await rows.all()) await row.getByRole("checkbox").click();
    await page.locator(".selection").getByText(count === 1 ? "1 entry selected" : `${count} entries selected`).waitFor();
    await page.getByRole("button", { name: "Mark…" }).click();
    await this.send({ label, note, by: "Officer A" });
    await page.locator(".mark", { hasText: label }).first().waitFor();
  }

  async merge(accounts) {
    const { page } = this;
    await this.open(`/accounts/${accounts[0]}?tab=holder`);
    await page.getByRole("button", { name: "These accounts belong together…" }).first().click();
    await this.send({ accounts: accounts.join("\n"), source: "PV 20", reason: "order of 2 May", by: "Officer A" });
    await page.getByRole("region", { name: "What people said" }).getByText("order of 2 May").waitFor();
  }

  async decide(account, category) {
    const { page } = this;
    await this.open(`/accounts/${account}`);
    await page.getByRole("button", { name: "Change…" }).click();
    await page.locator("dialog select[name=category]").selectOption(category);
    await this.send({ source: "PV 20", reason: "order of 2 May", by: "Officer A" });
  }

  /** How much the search finds. */
  async found(words) {
    await this.open(`/search?q=${encodeURIComponent(words)}`);
    await this.page.waitForLoadState("networkidle");
    return this.page.locator("main").getByRole("link").count();
  }

  /** Renders the dossier, and takes a copy of it out of the case, as it is handed over. */
  async render(path) {
    const { page } = this;
    await this.open("/leads");
    await page.getByRole("button", { name: "Look for patterns again" }).click();
    await page.getByText("Looked for again.").waitFor({ timeout: 120_000 });
    await this.open("/dossier");
    await page.getByRole("button", { name: "Render the dossier" }).click();
    await page.locator(".toast", { hasText: "The dossier is rendered" }).waitFor({ timeout: 300_000 });
    const name = readdirSync(join(this.desk.folder, "dossier")).find((file) => file.endsWith(".html"));
    copyFileSync(join(this.desk.folder, "dossier", name), path);
    return { name, path };
  }
}

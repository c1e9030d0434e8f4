// The case as a whole: an archive is written, a copy is combined, a file and a person are erased; and what is asked before each. With the
// program, what is behind is looked up in the folder: the archive opens, the journal has the lines, the person is in no answer.

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { violations } from "./axe.mjs";
import { openPage } from "./browser.mjs";

const SECRET = "a phrase that stands nowhere else 7391";

const journalOf = (folder) => readFileSync(join(folder, "journal.jsonl"), "utf8").trim().split("\n").map((line) => JSON.parse(line));
const program = (...given) => spawnSync(process.env.DESK_BIN, given, { encoding: "utf8" });

export async function ending(browser, desk) {
  const wrong = [];
  const expect = (holds, what) => holds || wrong.push(what);
  const { page, context, faults } = await openPage(browser, { language: "en", bypassCSP: true, reducedMotion: "reduce" });
  // A ledger is built again behind each step: on a busy machine that takes its time.
  page.setDefaultTimeout(240_000);
  const bodies = [];
  page.on("response", async (answer) => {
    if (answer.url().includes("/api/")) bodies.push(`${answer.url()} ${await answer.text().catch(() => "")}`);
  });
  const look = async (label) => wrong.push(...(await violations(page, label)));
  const scratch = mkdtempSync(join(tmpdir(), "ending-"));
  const made = [];
  try {
    await page.goto(desk.url);
    await page.getByRole("link", { name: "Whole case" }).click();
    await send({ page, desk, expect, look, scratch, made });
    await combine({ page, desk, expect, look, made });
    await eraseFile({ page, desk, expect });
    await erasePerson({ page, desk, expect, look });
    expect(!bodies.some((body) => body.includes(SECRET)), "the passphrase stands in an address or an answer");
    // Refusals are asked for here, and jobs that the desk has forgotten are looked for.
    const unexpected = faults.filter((fault) => !/status of (400|403|404|422)/.test(fault));
    wrong.push(...unexpected);
  } finally {
    await context.close();
    for (const path of [scratch, ...made]) rmSync(path, { recursive: true, force: true });
  }
  return { wrong };
}

/** Fills what the dialog asks for, and sends it. */
async function sign(page, fields) {
  const dialog = page.locator("dialog[open]");
  for (const [name, value] of Object.entries(fields)) await dialog.locator(`[name=${name}]`).fill(value);
  await dialog.locator("button[type=submit]").click();
}

const isClosed = (page) => page.waitForSelector("dialog[open]", { state: "detached" });

async function send({ page, desk, expect, look, scratch, made }) {
  await page.locator("textarea[name=keys]").waitFor();
  const write = page.getByRole("button", { name: "Write the archive…" });
  await write.click();
  expect((await page.getByRole("alert").innerText()).includes("fill this in"), "an archive for nobody is not refused");
  await page.locator("input[name=closed-with][value=passphrase]").check();
  await page.locator("input[name=passphrase]").fill(SECRET);
  await page.locator("input[name=again]").fill(`${SECRET}x`);
  await write.click();
  expect((await page.getByRole("alert").innerText()).includes("twice, the same"), "a slip in the passphrase is not seen");
  await page.locator("input[name=again]").fill(SECRET);
  const whole = page.locator("input[name=whole]");
  if (await whole.count()) {
    await write.click();
    expect((await page.getByRole("alert").innerText()).includes("may have all of it"), "what no dossier shows leaves without a word");
    await whole.check();
  } else expect(!desk.isReal || (await page.evaluate(() => fetch("/api/v1/sending").then((answer) => answer.json()))).not_evidence === 0, "what is not evidence is not told of");
  const name = await page.locator("input[name=name]").inputValue();
  await write.click();
  await look("send, dialog");
  await sign(page, { to: "court of Exempleville", reason: "request of 2 May", by: "Officer A" });
  await isClosed(page);
  await page.locator(".archive-hash").waitFor();
  await look("sent");
  expect((await page.locator("input[name=passphrase]").inputValue()) === "", "the passphrase stays in its field");
  if (!desk.isReal) return;
  const archive = join(dirname(desk.folder), name);
  made.push(archive);
  const hash = createHash("sha256").update(readFileSync(archive)).digest("hex");
  expect((await page.locator(".archive-hash").innerText()) === hash, "the hash is not that of the archive");
  expect((await page.locator(".archive-file").innerText()) === archive, "the archive is not where the page says");
  const last = journalOf(desk.folder).at(-1);
  expect(last.act === "case-packed" && last.by === "Officer A" && last.recipients[0] === "passphrase", "the archive does not stand in the journal");
  expect(!readFileSync(join(desk.folder, "journal.jsonl"), "utf8").includes(SECRET), "the passphrase stands in the journal");
  writeFileSync(join(scratch, "secret.txt"), SECRET);
  const opened = program("open", archive, "--into", join(scratch, "opened"), "--passphrase-file", join(scratch, "secret.txt"));
  expect(opened.status === 0 && existsSync(join(scratch, "opened", "journal.jsonl")), `the archive does not open: ${opened.stderr}`);
  const [saved] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Save a copy" }).click()]);
  expect(saved.suggestedFilename() === name, "the archive is saved under another name");
  expect(createHash("sha256").update(readFileSync(await saved.path())).digest("hex") === hash, "what is saved is not the archive");
}

async function combine({ page, desk, expect, look, made }) {
  let copy = "affaire-b";
  if (desk.isReal) {
    const there = `${desk.folder}-b`;
    cpSync(desk.folder, there, { recursive: true });
    made.push(there);
    copy = basename(there);
    const account = (await page.evaluate(() => fetch("/api/v1/accounts?sort=-entries&limit=1").then((answer) => answer.json()))).rows[0].account.id;
    for (const [folder, word, by] of [[desk.folder, "victim", "Ada"], [there, "witness", "Bo"]]) {
      const said = program("category", folder, account, "--as", word, "--source", "PV 3", "--reason", "heard", "--by", by);
      expect(said.status === 0, said.stderr);
    }
  }
  await page.getByRole("navigation", { name: "The case as a whole" }).getByRole("link", { name: "Combine" }).click();
  await page.locator("input[name=other]").fill("nowhere at all");
  await page.getByRole("button", { name: "See what is new there" }).click();
  await page.locator(".failure").waitFor();
  await page.locator(`input[name=copy][value="${copy}"]`).check();
  await page.getByRole("button", { name: "See what is new there" }).click();
  await page.locator(".conflict").first().waitFor();
  expect((await page.locator(".conflict").first().innerText()).includes("victim"), "a conflict does not say what the sides say");
  await look("conflicts");
  const combineButton = page.getByRole("button", { name: "Combine…" });
  await combineButton.click();
  expect((await page.locator(".missing").innerText()).includes("of each which side holds"), "an open conflict is passed over");
  const conflicts = await page.locator(".conflict").all();
  for (const conflict of conflicts) await conflict.locator("input[value=theirs]").check();
  await combineButton.click();
  await page.locator("dialog input[name=second]").waitFor();
  await page.keyboard.press("Escape");
  await isClosed(page);
  for (const conflict of conflicts) await conflict.locator("input[value=mine]").check();
  await combineButton.click();
  expect((await page.locator("dialog input[name=second]").count()) === 0, "the side that protects takes two people");
  await sign(page, { reason: "heard both on 2 May", by: "Cy" });
  await isClosed(page);
  await page.getByRole("heading", { name: "The two copies are one case." }).waitFor();
  if (!desk.isReal) return;
  const acts = journalOf(desk.folder).map((line) => line.act);
  expect(acts.includes("journals-combined") && acts.includes("conflicts-settled"), "combining does not stand in the journal");
}

async function eraseFile({ page, desk, expect }) {
  await page.getByRole("navigation", { name: "The case as a whole" }).getByRole("link", { name: "Erase" }).click();
  await page.getByRole("button", { name: "See what would go" }).click();
  expect((await page.locator(".missing").innerText()).includes("fill this in"), "nothing is asked for, and nothing is said");
  const options = await page.locator("select[name=source] option").evaluateAll((all) => all.map((one) => one.value).filter(Boolean));
  await page.locator("select[name=source]").selectOption(options.at(-1));
  await page.getByRole("button", { name: "See what would go" }).click();
  await page.getByRole("heading", { name: "What would go" }).waitFor();
  if (desk.isReal) expect(existsSync(join(desk.folder, "sources", options.at(-1))) || journalOf(desk.folder).every((line) => line.act !== "source-erased"), "looking erases");
  await page.getByRole("button", { name: "Erase for good…" }).click();
  await sign(page, { reason: "sent for another procedure", by: "Officer A", confirm: "yes" });
  await page.locator("dialog .failure").waitFor();
  expect((await page.locator("dialog .failure").innerText()).includes("erase for good"), "what is to be typed is not said");
  await sign(page, { confirm: "erase for good" });
  await isClosed(page);
  await page.locator(".tombstone").waitFor();
  if (!desk.isReal) return;
  const last = journalOf(desk.folder).filter((line) => line.act === "source-erased").at(-1);
  expect(last?.sha256 === options.at(-1), "the erasure does not stand in the journal");
  const known = await page.evaluate(() => fetch("/api/v1/case").then((answer) => answer.json()));
  expect(!known.sources.some((source) => source.sha256 === options.at(-1)), "the desk still lists the file");
}

async function erasePerson({ page, desk, expect, look }) {
  const read = (path) => page.evaluate((one) => fetch(`/api/v1/${one}`).then((answer) => answer.text()), path);
  const { rows } = JSON.parse(await read("accounts?sort=-entries&limit=1"));
  const account = rows[0].account.id;
  await page.locator("input[name=erased][value=person]").check();
  await page.locator("textarea[name=accounts]").fill(account);
  await page.getByRole("button", { name: "See what would go" }).click();
  await page.getByRole("heading", { name: "What would go" }).waitFor();
  await look("what would go of a person");
  expect((await page.locator(".still-held").count()) === 1, "sources that still hold the person are not named");
  await page.getByRole("button", { name: "Erase for good…" }).click();
  await look("erase, dialog");
  await sign(page, { reason: "order of 2 May", by: "Officer A", confirm: "erase for good" });
  expect((await page.locator("dialog .missing").count()) === 1, "one person erases alone");
  await sign(page, { second: "Officer B" });
  await isClosed(page);
  await page.locator(".tombstone").waitFor();
  expect((await page.getByRole("button", { name: "Undo" }).count()) === 0, "an undo is offered");
  expect((await page.locator("main").innerText()).includes("there is no undo"), "the page does not say that there is no undo");
  if (!desk.isReal) return;
  const last = journalOf(desk.folder).filter((line) => line.act === "person-erased").at(-1);
  expect(last?.second === "Officer B", "the second person does not stand in the journal");
  const paths = ["case", "accounts?limit=10000", "journal?limit=10000", "leads", "traces", "case/grid?limit=1000", "case/requests", "marks", `search?q=${account}`, `search?q=${account.slice(-10)}`, "dossier/files", "erasing", ...Array.from({ length: 12 }, (_, at) => `jobs/${at + 1}`)];
  for (const path of paths) {
    const text = (await read(path)).replaceAll(`"q":"${account}"`, "");
    expect(!text.includes(account), `the account of who was erased stands in ${path.slice(0, 24)}`);
  }
}

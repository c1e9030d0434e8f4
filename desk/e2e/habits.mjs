// What people are used to: keys, back, links, undo, both languages at once, dark and light, a name for each act, errors that say what is
// safe, names that stay hidden until there is a purpose.

import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openPage } from "./browser.mjs";
import { idsOf } from "./screens.mjs";

export async function habits(browser, desk) {
  const { page, context, faults } = await openPage(browser, { language: "en" });
  const wrong = [];
  const expect = (holds, what) => holds || wrong.push(what);
  const address = (path) => new URL(path, desk.url).href;
  await page.goto(desk.url);
  await page.waitForSelector(".vt [role=row]");
  const ids = await idsOf(page);

  // Keys.
  for (const [letter, path] of [["l", "/leads"], ["n", "/network"], ["f", "/follow"], ["a", "/accounts"], ["d", "/dossier"], ["j", "/journal"], ["c", "/"]]) {
    await page.keyboard.press("g");
    await page.keyboard.press(letter);
    await page.waitForTimeout(60);
    expect(new URL(page.url()).pathname === path, `g ${letter} went to ${page.url()}`);
  }
  await page.keyboard.press("?");
  await page.waitForSelector("dialog[open] .keys", { timeout: 2_000 }).catch(() => wrong.push("? shows no keys"));
  await page.keyboard.press("Escape");
  await page.waitForSelector("dialog[open]", { state: "detached" });
  await page.keyboard.press("/");
  await page.keyboard.type("loyer g l");
  expect(await page.locator("input[type=search]").first().evaluate((element) => element === document.activeElement), "/ does not go to the search");
  await page.waitForURL(/search\?q=/);
  await page.goBack();
  expect(new URL(page.url()).pathname === "/", "back does not leave the search in one step");

  // A table by keyboard: down, select, open, back.
  await page.goto(address(`/accounts/${encodeURIComponent(ids.account)}`));
  await page.waitForSelector(".vt [data-row='3']");
  // What is still on its way would draw the table anew under the keys.
  await page.waitForLoadState("networkidle");
  await page.locator(".vt [data-row='0']").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Space");
  await page.waitForSelector(".vt [data-row='2'][aria-selected='true']", { timeout: 2_000 }).catch(() => wrong.push("Space does not select the row"));
  await page.keyboard.press("End");
  await page.waitForTimeout(300);
  const count = Number(await page.locator(".vt").first().getAttribute("aria-rowcount")) - 1;
  expect(await page.locator(`.vt [data-row='${count - 1}']`).isVisible(), "End does not show the last row");
  expect(await page.evaluate((row) => document.activeElement?.getAttribute("data-row") === String(row), count - 1), "End does not move the focus");
  await page.keyboard.press("Home");
  await page.waitForTimeout(200);
  await page.keyboard.press("Enter");
  await page.waitForSelector("dialog[open] .entry-amount");
  const link = page.url();
  await page.goBack();
  await page.waitForSelector("dialog[open]", { state: "detached" });
  await page.goto(link);
  await page.waitForSelector("dialog[open] .entry-amount");
  await page.keyboard.press("Escape");

  // A mark: an act needs its words and a name; it is undone.
  await page.goto(address(`/accounts/${encodeURIComponent(ids.account)}`));
  await page.waitForSelector(".vt input[type=checkbox]");
  await page.locator(".vt input[type=checkbox]").nth(1).click();
  await page.locator(".vt input[type=checkbox]").nth(4).click({ modifiers: ["Shift"] });
  expect((await page.locator(".selection").innerText()).includes("4 entries selected"), "Shift does not select up to a row");
  await page.getByRole("button", { name: "Mark…" }).click();
  await page.locator("dialog button[type=submit]").click();
  expect((await page.locator("dialog .missing").count()) === 2, "an act goes through without its words and a name");
  await page.locator("dialog input[name=label]").fill("rent");
  await page.locator("dialog input[name=by]").fill("Officer A");
  await page.locator("dialog button[type=submit]").click();
  await page.waitForSelector(".vt .mark");
  await page.getByRole("button", { name: "Undo" }).click();
  await page.waitForSelector(".vt .mark", { state: "detached" });

  // A lead set aside, and brought back by undo.
  if (ids.lead) {
    await page.goto(address(`/leads/${encodeURIComponent(ids.lead)}`));
    await page.getByRole("button", { name: "Set aside…" }).click();
    await page.locator("dialog textarea").fill("Seasonal work, lodging is in the contract.");
    await page.locator("dialog input[name=by]").fill("Officer A");
    await page.locator("dialog button[type=submit]").click();
    await page.waitForSelector(".decision-set-aside");
    await page.getByRole("button", { name: "Undo" }).click();
    await page.waitForSelector(".decision-open");
  }

  // What was asked for is taken down with its reference, and undone.
  await page.goto(address("/?tab=requests"));
  await page.waitForSelector(".vt, .empty");
  if ((await page.getByRole("button", { name: "Asked…" }).count()) > 0) {
    await page.getByRole("button", { name: "Asked…" }).first().click();
    await page.locator("dialog input[name=request]").fill("R 14");
    await page.locator("dialog input[name=by]").fill("Officer A");
    await page.locator("dialog button[type=submit]").click();
    await page.locator(".toast", { hasText: "Taken down as asked for" }).waitFor();
    if (desk.isReal) await page.getByRole("grid", { name: "What was asked for" }).getByText("R 14").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.locator(".toast").waitFor({ state: "detached" });
  }

  // Patterns are looked for again, as they must be when what protects a person has changed.
  await page.goto(address("/leads"));
  await page.getByRole("button", { name: "Look for patterns again" }).click();
  await page.getByText("Looked for again.").waitFor({ timeout: 60_000 });

  if (desk.isReal) await anotherProgram(page, desk, address("/?tab=files"), wrong);

  // Languages and themes without a reload.
  await page.goto(address("/leads"));
  await page.waitForSelector("h1");
  await page.getByRole("button", { name: "Français" }).click();
  expect((await page.locator("h1").innerText()) === "Pistes" && (await page.evaluate(() => document.documentElement.lang)) === "fr", "French is not shown at once");
  await page.getByRole("button", { name: "English" }).click();
  expect((await page.locator("h1").innerText()) === "Leads", "English is not shown at once");
  const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await paper();
  await page.getByLabel("Appearance").selectOption("dark");
  expect((await paper()) !== light, "dark is as light");
  await page.reload();
  await page.waitForSelector("h1");
  expect((await paper()) !== light, "the choice of theme is not kept");

  // Names: hidden, shown for a purpose, hidden again.
  await page.goto(address("/accounts"));
  await page.waitForSelector(".vt .name");
  expect((await page.locator(".name:not(.is-hidden)").count()) === 0, "a name is shown without a purpose");
  await page.getByRole("button", { name: "Show names…" }).click();
  await page.locator("dialog textarea").fill("Preparing the hearing");
  await page.locator("dialog input[name=by]").fill("Officer A");
  await page.locator("dialog button[type=submit]").click();
  await page.waitForSelector(".name:not(.is-hidden)");
  await page.getByRole("button", { name: "Hide names" }).click();
  await page.waitForSelector(".name.is-hidden");

  // An error says what happened and what is safe.
  await page.goto(address("/accounts/NO-SUCH-ACCOUNT"));
  await page.waitForSelector(".failure");
  expect((await page.locator(".failure").innerText()).includes("What is safe"), "an error does not say what is safe");
  const expected = faults.filter((fault) => /40[04]|Failed to load resource/.test(fault));
  await context.close();
  return { wrong: [...wrong, ...faults.filter((fault) => !expected.includes(fault))] };
}

/** A file that another program adds is seen without a reload. */
async function anotherProgram(page, desk, path, wrong) {
  await page.goto(path);
  await page.waitForSelector(".vt [role=row]");
  const file = join(mkdtempSync(join(tmpdir(), "desk-other-")), "from-another-program.csv");
  writeFileSync(file, "id,booked_at,debtor,creditor,amount,currency\nother1,2024-05-02,FR7699999000010000000000115,FR7699999000010000000000212,1250.00,EUR\n");
  const total = Number((await page.locator(".figures dd").first().innerText()).replace(/\D/g, ""));
  execFileSync(process.env.DESK_BIN, ["add", desk.folder, file], { stdio: "ignore" });
  await page
    .waitForFunction((before) => Number(document.querySelector(".figures dd")?.textContent?.replace(/\D/g, "")) === before + 1, total, { timeout: 15_000 })
    .catch(() => wrong.push("a file that another program added is not seen"));
}

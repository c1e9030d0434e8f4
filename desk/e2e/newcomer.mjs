// A newcomer's path, from a case in which nothing is: drop files, see them added, open the first lead, follow the money, see the row of
// the source, render the dossier, and find it on disk with the hash that the page shows.

import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { openPage } from "./browser.mjs";

const CSV = "id,booked_at,debtor,creditor,amount,currency\nn1,2024-05-02,FR7699999000010000000000115,FR7699999000010000000000212,1250.00,EUR\n";

export async function newcomer(browser, desk) {
  const { page, context, faults } = await openPage(browser, { language: "en" });
  const wrong = [];
  const expect = (holds, what) => holds || wrong.push(what);
  await page.goto(desk.url);
  await page.waitForSelector("h1");
  const files = process.env.DESK_FILES?.split(",") ?? [{ name: "first.csv", mimeType: "text/csv", buffer: Buffer.from(CSV) }];
  await drop(page, files);
  await page.getByRole("button", { name: "Add to the case" }).click();
  await page.waitForSelector(".adding li.is-done", { timeout: 120_000 });
  await page.waitForFunction(() => [...document.querySelectorAll(".adding li")].every((one) => one.className !== "is-waiting" && one.className !== "is-sending" && one.className !== "is-reading"), null, { timeout: 600_000 });
  expect((await page.locator(".adding li.is-refused").count()) === 0, "a file was refused");
  // Behind the last file patterns and flags are looked for, once.
  await page.getByRole("button", { name: "Put away" }).click({ timeout: 300_000 });

  await page.getByRole("link", { name: "Leads", exact: true }).first().click();
  await page.waitForSelector(".lead, .empty");
  if ((await page.locator(".lead").count()) > 0) {
    await page.locator(".lead h2 a").first().click();
    await page.waitForSelector(".finding");
    await page.locator(".finding summary").first().click();
    await page.locator(".finding .source-link").first().click();
    // The rows of a file hold names: they are shown once there is a purpose.
    await page.locator("dialog .care button").first().click();
    await page.locator("dialog textarea[name=purpose]").fill("Reading the demonstration");
    await page.locator("dialog input[name=by]").fill("Officer A");
    await page.locator("dialog button[type=submit]").click();
    await page.waitForSelector("dialog .source-rows .is-marked, dialog .sheet-mark", { timeout: 10_000 });
    expect(page.url().includes("entry="), "the entry stands in no address");
    await page.keyboard.press("Escape");
    await page.waitForSelector("dialog[open]", { state: "detached" });
    await page.getByRole("link", { name: "Follow the money" }).click();
  } else {
    await page.goto(new URL("/follow?new=1", desk.url).href);
  }
  await page.waitForSelector("dialog[open] form");
  await page.getByLabel("What to call it").fill("first-sum");
  await page.getByLabel("Your name").fill("Officer A");
  await page.locator("dialog button[type=submit]").click();
  await page.waitForSelector("table.rules tbody tr", { timeout: 120_000 });
  expect((await page.locator("table.rules thead th").count()) > 4, "the rules do not stand side by side");
  const ribbon = page.locator(".ribbon-reach").first();
  if ((await ribbon.count()) > 0) {
    await ribbon.dispatchEvent("click");
    await page.locator(".chosen .source-link").first().click();
    await page.waitForSelector("dialog .source-rows .is-marked, dialog .sheet-mark");
    await page.goBack();
    await page.waitForSelector("dialog[open]", { state: "detached" });
  } else wrong.push("nothing is drawn of the sum");

  await page.keyboard.press("g");
  await page.keyboard.press("d");
  await page.waitForSelector(".chooser");
  await page.getByRole("button", { name: "Render the dossier" }).click();
  await page.locator(".toast", { hasText: "The dossier is rendered" }).waitFor({ timeout: 300_000 });
  const rows = page.locator("[role=region][aria-label='Rendered files'] tbody tr");
  await rows.first().waitFor();
  expect((await rows.count()) >= 1, "no rendered file is listed");
  const folder = (await page.locator("section", { has: page.getByRole("heading", { name: "Rendered files" }) }).locator("p .hash").innerText()).trim();
  for (const row of desk.isReal ? await rows.all() : []) {
    const name = (await row.locator("th").innerText()).trim();
    const shown = (await row.locator(".hash").innerText()).trim();
    const path = join(folder, name);
    if (!existsSync(path)) wrong.push(`${path} is not on disk`);
    else if (createHash("sha256").update(readFileSync(path)).digest("hex") !== shown) wrong.push(`${name} on disk has another SHA-256 than the page shows`);
  }
  await context.close();
  // Asking before there is a purpose is refused, as it should be, and the browser notes that.
  return { wrong: [...wrong, ...faults.filter((fault) => !/status of 403/.test(fault))] };
}

/** Drops files on the page, as from a file manager; those that are named by a path are picked, since a browser reads no path by itself. */
export async function drop(page, files) {
  if (typeof files[0] === "string") {
    await page.setInputFiles("input[type=file]", files);
    return;
  }
  const transfer = await page.evaluateHandle((all) => {
    const made = new DataTransfer();
    for (const { name, mimeType, text } of all) made.items.add(new File([text], name, { type: mimeType }));
    return made;
  }, files.map(({ name, mimeType, buffer }) => ({ name, mimeType, text: buffer.toString() })));
  for (const kind of ["dragenter", "dragover", "drop"]) await page.dispatchEvent("body", kind, { dataTransfer: transfer });
}

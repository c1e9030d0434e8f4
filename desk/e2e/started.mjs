// The program started without a verb in an empty folder: a case is made there, its page opens, and a file that is dropped is added; started
// with a file on its icon, that file waits until a person says what it may be used for; among several cases, a page asks which one is meant.

import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const CSV = "id,booked_at,debtor,creditor,amount,currency\nn1,2024-05-02,FR7699999000010000000000115,FR7699999000010000000000212,1250.00,EUR\n";
const SECOND = "id,booked_at,debtor,creditor,amount,currency\nn2,2024-05-03,FR7699999000010000000000212,FR7699999000010000000000115,50.00,EUR\n";

/** Starts the program as a file manager does, where a page could be shown but for want of a browser of its own. */
async function start(program, folder, words) {
  const env = { ...process.env, DISPLAY: ":9", PATH: "", HOME: join(folder, "home") };
  const child = spawn(program, words, { cwd: folder, env, stdio: ["ignore", "pipe", "inherit"] });
  const address = await new Promise((resolve, reject) => {
    let text = "";
    child.stdout.on("data", (more) => {
      text += more;
      const found = /http:\/\/127\.0\.0\.1:\S+/.exec(text);
      if (found) resolve(found[0]);
    });
    child.once("exit", () => reject(new Error("the program did not start")));
  });
  return { address, stop: () => new Promise((resolve) => child.once("exit", resolve) && child.kill()) };
}

export async function started(browser) {
  const program = process.env.DESK_BIN;
  // The mock is no program.
  if (!program) return { wrong: [] };
  const wrong = [];
  const expect = (holds, what) => holds || wrong.push(what);
  const folder = mkdtempSync(join(tmpdir(), "started-"));
  mkdirSync(join(folder, "home"));
  const context = await browser.newContext({ locale: "en-GB" });
  const page = await context.newPage();
  try {
    const bare = await start(program, folder, []);
    await page.goto(bare.address);
    await page.waitForSelector("h1");
    const data = await page.evaluateHandle((text) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], "first.csv", { type: "text/csv" }));
      return transfer;
    }, CSV);
    for (const event of ["dragenter", "dragover", "drop"]) await page.dispatchEvent("body", event, { dataTransfer: data });
    await page.getByRole("button", { name: "Add to the case" }).click();
    await page.waitForSelector(".adding li.is-done", { timeout: 120_000 });
    expect(existsSync(join(folder, "filature-case", "case.toml")), "no case was made in the folder");
    await bare.stop();

    writeFileSync(join(folder, "second.csv"), SECOND);
    const again = await start(program, folder, ["second.csv"]);
    await page.goto(again.address);
    await page.getByRole("heading", { name: "The program was started with these" }).waitFor();
    expect((await page.locator(".chosen-files").innerText()).includes("second.csv"), "the file that was dropped is not named");
    await page.getByRole("button", { name: "Add to the case" }).click();
    await page.waitForFunction(async () => (await (await fetch("/api/v1/case")).json()).sources.length === 2, null, { timeout: 120_000 });
    await again.stop();

    // A second case beside it: a page asks which one is meant, and one that does not open is said.
    mkdirSync(join(folder, "broken <b>"));
    writeFileSync(join(folder, "broken <b>", "case.toml"), "this is no case");
    const several = await start(program, folder, []);
    await page.goto(several.address);
    await page.getByRole("heading", { name: "Which case?" }).waitFor();
    expect((await page.getByRole("link").count()) === 2, "the page does not list both cases");
    await page.getByRole("link", { name: "broken <b>" }).click();
    await page.getByRole("alert").getByText("did not open").waitFor();
    expect((await page.goto(new URL("/", several.address).href)).status() === 401, "without its secret the page is shown");
    await page.goto(several.address);
    await page.getByRole("link", { name: "filature-case" }).click();
    await page.waitForFunction(async () => (await (await fetch("/api/v1/case")).json()).sources.length === 2, null, { timeout: 120_000 });
    expect(!page.url().includes("choose"), "the secret stands in the address");
    await several.stop();
  } finally {
    await context.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return { wrong };
}

// In a case that asks two people for decisions on leads, the dialog asks for the second one once the program has said so; what the first
// one typed stays.

import { spawn } from "node:child_process";
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export async function fourEyes(browser) {
  const program = process.env.DESK_BIN;
  // The mock asks nobody.
  if (!program) return { wrong: [] };
  const wrong = [];
  const expect = (holds, what) => holds || wrong.push(what);
  const folder = mkdtempSync(join(tmpdir(), "four-eyes-"));
  cpSync(process.env.DESK_CASE, folder, { recursive: true });
  appendFileSync(join(folder, "case.toml"), '\n[four_eyes]\nacts = ["lead"]\n');
  const child = spawn(program, ["desk", folder, "--port", "0", "--no-open"], { stdio: ["ignore", "pipe", "ignore"] });
  const address = await new Promise((resolve, reject) => {
    let text = "";
    child.stdout.on("data", (more) => {
      text += more;
      const found = /http:\/\/127\.0\.0\.1:\S+/.exec(text);
      if (found) resolve(found[0]);
    });
    child.once("exit", () => reject(new Error("the program did not start")));
  });
  const context = await browser.newContext({ locale: "en-GB" });
  const page = await context.newPage();
  try {
    await page.goto(address);
    await page.getByRole("link", { name: "Leads", exact: true }).first().click();
    await page.locator(".lead h2 a").first().click();
    await page.locator(".decision-panel button").first().click();
    await page.locator("dialog textarea[name=reason]").fill("wages of five go to one");
    await page.locator("dialog input[name=by]").fill("Officer A");
    await page.locator("dialog button[type=submit]").click();
    await page.locator("dialog input[name=second]").waitFor();
    expect((await page.locator("dialog").innerText()).includes("does not check who writes it"), "the page does not say that it checks nobody");
    expect((await page.locator("dialog textarea[name=reason]").inputValue()) === "wages of five go to one", "what was typed is gone");
    await page.locator("dialog input[name=second]").fill("Officer B");
    await page.locator("dialog textarea[name=second_reason]").fill("I read the rows too");
    await page.locator("dialog button[type=submit]").click();
    await page.waitForSelector("dialog[open]", { state: "detached" });
    const lines = readFileSync(join(folder, "journal.jsonl"), "utf8").trim().split("\n").map((line) => JSON.parse(line));
    const [second, act] = lines.slice(-2);
    expect(second.act === "seconded" && second.by === "Officer B" && second.first === "Officer A", "the second person does not stand in the journal");
    expect(act.act === "lead-decided" && act.by === "Officer A", "the decision does not stand in the journal");
  } finally {
    await context.close();
    child.kill();
    rmSync(folder, { recursive: true, force: true });
  }
  return { wrong };
}

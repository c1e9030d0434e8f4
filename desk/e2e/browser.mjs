// Starts Debian's Chromium, and what is to be tested: the mock, or a real `filature desk` whose address stands in DESK_URL (with its
// token, as the program prints it).

import { spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const ARGUMENTS = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--enable-unsafe-swiftshader"];

/** Starts the mock on a free port; `stop` ends it. */
export async function startMock(options = []) {
  const script = fileURLToPath(new URL("../dev/mock.mjs", import.meta.url));
  const child = spawn(process.execPath, [script, "--port", "0", ...options], { stdio: ["ignore", "pipe", "inherit"] });
  const url = await new Promise((resolve, reject) => {
    child.stdout.once("data", (text) => resolve(String(text).trim()));
    child.once("exit", () => reject(new Error("the mock did not start")));
  });
  return { url, stop: () => child.kill() };
}

/** What is tested: an address, and how to end it. */
export async function startDesk(options = []) {
  return process.env.DESK_URL ? { url: process.env.DESK_URL, stop: () => undefined, isReal: true } : { ...(await startMock(options)), isReal: false };
}

/** A browser with a profile of its own that is never kept. */
export async function startBrowser() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", headless: true, args: [...ARGUMENTS, `--disk-cache-dir=${mkdtempSync(join(tmpdir(), "desk-"))}`] });
}

/** A page that tells on itself: errors on the console, requests off this machine, and scripts that a hostile text started. */
export async function openPage(browser, { width = 1360, height = 900, theme = "light", language = "fr", ...more } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme, locale: language === "fr" ? "fr-FR" : "en-GB", timezoneId: "Europe/Paris", ...more });
  await context.addInitScript(`localStorage.setItem("filature.language", ${JSON.stringify(language)})`);
  const page = await context.newPage();
  const faults = [];
  page.on("console", (message) => {
    // A machine without a graphics card says that reading a pixel back is slow; that is known, and how the page finds out.
    if (/GL Driver Message/.test(message.text())) return;
    if (message.type() === "error" || message.type() === "warning") faults.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("request", (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (!["data:", "blob:"].includes(protocol) && hostname !== "127.0.0.1" && hostname !== "localhost") faults.push(`off the machine: ${request.url()}`);
  });
  page.on("dialog", (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  return { page, context, faults };
}

/** Gives or takes back the purpose for which names are shown, as the page would. */
export async function showNames(page, shown, purpose = "Tests") {
  await page.evaluate(
    ([wanted, why]) =>
      wanted
        ? fetch("/api/v1/purpose", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ purpose: why, by: "Officer A" }) })
        : fetch("/api/v1/purpose?by=Officer%20A", { method: "DELETE" }),
    [shown, purpose],
  );
}

// Starts Debian's Chromium, and what is to be tested: the mock, or the program itself (DESK_BIN) on a case made for each test, so that
// the one it is made of (DESK_CASE) stays as it is.

import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { makeHostileCase } from "./hostile-case.mjs";

const TYPES = { html: "text/html; charset=utf-8", js: "text/javascript", css: "text/css", svg: "image/svg+xml" };
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

// The key of the program that is tested now: its address with the token works once, so each browser is given the cookie.
let cookies = [];

/** Starts the program on a case of its own, opens its address once, and keeps the cookie that this gives. */
async function startProgram(program, kind) {
  const copy = mkdtempSync(join(tmpdir(), "desk-case-"));
  if (kind === "copy") cpSync(process.env.DESK_CASE, copy, { recursive: true });
  else if (kind === "hostile") makeHostileCase(program, copy);
  const child = spawn(program, ["desk", copy, "--port", "0", "--no-open", "--json"], { stdio: ["ignore", "pipe", "inherit"] });
  const said = await new Promise((resolve, reject) => {
    let text = "";
    child.stdout.on("data", (more) => {
      text += more;
      try {
        resolve(JSON.parse(text));
      } catch {
        // The document is not whole yet.
      }
    });
    child.once("exit", () => reject(new Error("the program did not start")));
  });
  const answer = await fetch(said.address, { redirect: "manual" });
  const [name, value] = (answer.headers.get("set-cookie") ?? "").split(";")[0].split("=");
  const { origin } = new URL(said.address);
  cookies = [{ name, value, url: origin, httpOnly: true, sameSite: "Strict" }];
  const stop = () => {
    child.kill();
    rmSync(copy, { recursive: true, force: true });
  };
  return { url: `${origin}/`, stop, folder: copy, isReal: true };
}

/** What is tested: an address, and how to end it. The program works on a `copy` of DESK_CASE, on an `empty` folder or on a `hostile` case. */
export async function startDesk(options = [], kind = "copy") {
  if (process.env.DESK_BIN) return startProgram(process.env.DESK_BIN, kind);
  cookies = [];
  return { ...(await startMock(options)), folder: null, isReal: false };
}

/** With DESK_PAGE, the page of that folder is shown rather than the one within the program: no need to build the program anew. */
async function servePage(route) {
  const { pathname } = new URL(route.request().url());
  const answer = await route.fetch();
  const wanted = pathname.includes(".") ? pathname : "/index.html";
  await route.fulfill({ headers: { ...answer.headers(), "content-type": TYPES[wanted.split(".").pop()] }, status: 200, body: readFileSync(join(process.env.DESK_PAGE, wanted)) });
}

/** A browser with a profile of its own that is never kept. */
export async function startBrowser() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", headless: true, args: [...ARGUMENTS, `--disk-cache-dir=${mkdtempSync(join(tmpdir(), "desk-"))}`] });
}

/** A page that tells on itself: errors on the console, requests off this machine, and scripts that a hostile text started. */
export async function openPage(browser, { width = 1360, height = 900, theme = "light", language = "fr", ...more } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme, locale: language === "fr" ? "fr-FR" : "en-GB", timezoneId: "Europe/Paris", ...more });
  await context.addCookies(cookies);
  if (process.env.DESK_PAGE) await context.route((url) => !url.pathname.startsWith("/api/"), servePage);
  // A frame without rights has no storage.
  await context.addInitScript(`try { localStorage.setItem("filature.language", ${JSON.stringify(language)}) } catch {}`);
  const page = await context.newPage();
  const faults = [];
  page.on("console", (message) => {
    // A machine without a graphics card says that reading a pixel back is slow; that is known, and how the page finds out.
    if (/GL Driver Message/.test(message.text())) return;
    if (message.type() === "error" || message.type() === "warning") faults.push(`console: ${message.text()} ${message.location().url}`);
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
        : fetch("/api/v1/session")
            .then((answer) => answer.json())
            .then((session) => session.names_shown && fetch("/api/v1/purpose?by=Officer%20A", { method: "DELETE" })),
    [shown, purpose],
  );
}

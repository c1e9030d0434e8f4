// How a dossier's page opens and scrolls in Chromium.
//
// usage: node scroll.mjs DOSSIER.html [CHROMIUM [print]]       (needs `npm install playwright-core`; CHROMIUM is /usr/bin/chromium)
//
// Prints seconds until the page is loaded and its first frame drawn, then, while it is scrolled by twenty screens at each of twelve places, a third
// of a screen a frame: the median, the 99th of 100 and the longest time between two frames, and tasks of more than 50 ms. Then a jump to the last entry; with `print`,
// how many entries are in the PDF that the browser prints (by pdftotext).
import { chromium } from "playwright-core";
import { execFileSync } from "node:child_process";
import { mkdtempSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const file = resolve(process.argv[2]);
const print = process.argv[4] === "print";
const quiet = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const browser = await chromium.launch({ executablePath: process.argv[3] ?? "/usr/bin/chromium", args: ["--no-sandbox", ...quiet] });
const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
const began = performance.now();
await page.goto(`file://${file}`, { waitUntil: "load", timeout: 600_000 });
const loaded = performance.now() - began;
await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
const drawn = performance.now() - began;

const scrolled = await page.evaluate(async (places) => {
  const tasks = [];
  new PerformanceObserver((list) => tasks.push(...list.getEntries().map((task) => task.duration))).observe({ type: "longtask" });
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const times = [];
  let last = await frame();
  for (let place = 0; place < places; place++) {
    window.scrollTo(0, (document.documentElement.scrollHeight * place) / places);
    last = await frame();
    for (let step = 0; step < 60; step++) {
      window.scrollBy(0, innerHeight / 3);
      const now = await frame();
      times.push(now - last);
      last = now;
    }
  }
  await new Promise((done) => setTimeout(done, 200));
  return { times, tasks, height: document.documentElement.scrollHeight };
}, 12);
const sorted = scrolled.times.toSorted((a, b) => a - b);
const at = (part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))].toFixed(0);

const jumped = await page.evaluate(async () => {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  window.scrollTo(0, 0);
  await frame();
  const entries = document.querySelectorAll("[id^='e-']");
  const target = entries[entries.length - 1];
  const began = performance.now();
  location.hash = target.id;
  await frame();
  await frame();
  const box = target.getBoundingClientRect();
  return { ms: performance.now() - began, seen: box.top >= -1 && box.bottom <= innerHeight + 1, entries: entries.length };
});
console.log(`${(statSync(file).size / 1e6).toFixed(1)} MB, ${jumped.entries} entries, ${scrolled.height} px high`);
console.log(`loaded ${(loaded / 1000).toFixed(2)} s, drawn ${(drawn / 1000).toFixed(2)} s`);
console.log(`scrolling: ${sorted.length} frames, median ${at(0.5)} ms, 99th of 100 ${at(0.99)} ms, longest ${at(1)} ms; ` +
  `${scrolled.tasks.length} tasks over 50 ms, the longest ${Math.max(0, ...scrolled.tasks).toFixed(0)} ms`);
console.log(`jump to the last entry: ${jumped.ms.toFixed(0)} ms, ${jumped.seen ? "seen" : "NOT SEEN"}`);
if (print) {
  const pdf = join(mkdtempSync(join(tmpdir(), "scroll-")), "printed.pdf");
  const start = performance.now();
  const client = await page.context().newCDPSession(page);
  const { stream } = await client.send("Page.printToPDF", { transferMode: "ReturnAsStream", preferCSSPageSize: true });
  const { writeFileSync, appendFileSync } = await import("node:fs");
  writeFileSync(pdf, "");
  for (let eof = false; !eof; ) {
    const part = await client.send("IO.read", { handle: stream, size: 1 << 20 });
    appendFileSync(pdf, Buffer.from(part.data, part.base64Encoded ? "base64" : "utf8"));
    eof = part.eof;
  }
  const text = execFileSync("pdftotext", ["-raw", pdf, "-"], { maxBuffer: 1 << 30 }).toString();
  const printed = new Set(text.match(/^E\d+(?= )/gm));
  console.log(`printed in ${((performance.now() - start) / 1000).toFixed(1)} s: ${printed.size} lines begin with an entry's number`);
}
await browser.close();

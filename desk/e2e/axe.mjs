// Every screen in both themes and both languages, at two widths: axe finds no violation, nothing errs, nothing leaves the machine, and
// no hostile text became anything but text.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { openPage, showNames } from "./browser.mjs";
import { idsOf, screensOf } from "./screens.mjs";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** 680 pixels are what 200 % leaves of 1360. */
const LOOKS = [["light", "fr", 1360], ["dark", "en", 1360], ["light", "en", 680], ["dark", "fr", 680]];
/** Each theme, each language and each width once. */
const SHORT = [["light", "fr", 1360], ["dark", "en", 680]];

/** What axe finds on a page as it stands; the page's context bypasses the content policy. */
export async function violations(page, label) {
  await page.evaluate(source);
  const found = await page.evaluate((tags) => globalThis.axe.run(document, { runOnly: { type: "tag", values: tags } }), TAGS);
  return found.violations.map((one) => `${label}: ${one.id} (${one.impact}) ${one.nodes.slice(0, 3).map((node) => `${node.target.join(" ")} ${node.any[0]?.message ?? node.failureSummary ?? ""}`.slice(0, 200)).join(" | ")}`);
}

/** Runs over all screens; says what is wrong. */
export async function axe(browser, desk) {
  const wrong = [];
  let looked = 0;
  for (const [theme, language, width] of process.env.DESK_SHORT ? SHORT : LOOKS) {
    // axe is put into the page from outside: the content policy would rightly refuse it.
    const { page, context, faults } = await openPage(browser, { theme, language, width, bypassCSP: true, reducedMotion: "reduce" });
    await page.goto(desk.url);
    await page.waitForSelector("h1");
    await showNames(page, language === "en");
    for (const { name, path, ready } of screensOf(await idsOf(page))) {
      const label = `${name} ${theme} ${language} ${width}`;
      await page.goto(new URL(path, desk.url).href);
      await page.waitForSelector(ready, { timeout: 10_000 }).catch(() => wrong.push(`${label}: never ready (${ready})`));
      await page.waitForTimeout(200);
      wrong.push(...(await violations(page, label)));
      looked += 1;
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (wide > 1) wrong.push(`${label}: the page itself scrolls sideways by ${wide} pixels`);
      const askew = await page.evaluate(() => {
        const lefts = (row) => [...(row?.children ?? [])].map((cell) => Math.round(cell.getBoundingClientRect().left));
        return [...document.querySelectorAll(".vt")].some((table) => {
          const [head, row] = [lefts(table.querySelector(".vt-head .vt-row")), lefts(table.querySelector(".vt-data"))];
          return row.length > 0 && head.some((left, index) => Math.abs(left - row[index]) > 1);
        });
      });
      if (askew) wrong.push(`${label}: the head of a table does not stand over its columns`);
      if (await page.evaluate(() => "__attacked" in window)) wrong.push(`${label}: a hostile text ran`);
    }
    wrong.push(...faults.filter((fault) => !/status of 40[34]/.test(fault)).map((fault) => `${theme} ${language} ${width}: ${fault}`));
    await context.close();
  }
  return { looked, wrong };
}

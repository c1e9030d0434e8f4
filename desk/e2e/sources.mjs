// From any figure to its source: an entry of each format that the case has leads to its place in the file, and that place is marked.

import { openPage, showNames } from "./browser.mjs";

/** An entry of each format, by looking at the first entries of accounts until every format with entries was seen. */
async function entriesByFormat(page) {
  return page.evaluate(async () => {
    const read = (path) => fetch(`/api/v1/${path}`).then((answer) => answer.json());
    const { sources } = await read("case");
    const wanted = new Set(sources.filter((source) => source.entries > 0).map((source) => source.format));
    const found = new Map();
    const { rows } = await read("accounts?sort=-entries&limit=500");
    for (const { account, entries } of rows) {
      if (found.size === wanted.size || entries === 0) break;
      const { rows: first } = await read(`accounts/${encodeURIComponent(account.id)}/entries?limit=1`);
      const { coordinates } = await read(`entries/${encodeURIComponent(first[0].id)}?account=${encodeURIComponent(account.id)}`);
      for (const place of coordinates) if (!found.has(place.format)) found.set(place.format, { account: account.id, entry: first[0].id, places: coordinates.length });
    }
    return { wanted: [...wanted], found: [...found] };
  });
}

export async function sources(browser, desk) {
  const { page, context, faults } = await openPage(browser, { language: "en" });
  const wrong = [];
  await page.goto(desk.url);
  await page.waitForSelector("h1");
  await showNames(page, true);
  const { wanted, found } = await entriesByFormat(page);
  if (desk.isReal && found.length < wanted.length) wrong.push(`of ${wanted.join(", ")} only ${found.map(([format]) => format).join(", ")} lead to an entry`);
  for (const [format, { account, entry, places }] of found) {
    await page.goto(new URL(`/accounts/${encodeURIComponent(account)}?entry=${encodeURIComponent(entry)}&of=${encodeURIComponent(account)}`, desk.url).href);
    await page.waitForFunction((count) => document.querySelectorAll("dialog .coordinates").length === count, places);
    await page
      .waitForFunction(() => [...document.querySelectorAll("dialog .coordinates")].every((one) => one.querySelector(".is-marked, .sheet-mark")), null, { timeout: 10_000 })
      .catch(() => wrong.push(`an entry of ${format} does not lead to a marked place`));
  }
  await showNames(page, false);
  await context.close();
  return { wrong: [...wrong, ...faults], looked: found.length };
}

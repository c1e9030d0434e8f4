// The profile of an account: months by channels, the way from each figure to the entries that make it up, and the profile as a part of a dossier.

import { openPage } from "./browser.mjs";

/** Tables of which figures are opened; each that is there. */
const TABLES = ["By channel", "By month", "By month and channel", "Who paid and was paid", "Cash by town and hour", "From and to other countries", "Regular payments"];
/** So many figures of each are opened. */
const EACH = 2;

export async function profile(browser, desk) {
  const { page, context, faults } = await openPage(browser, { language: "en" });
  const wrong = [];
  const expect = (holds, what) => holds || wrong.push(what);
  const address = (path) => new URL(path, desk.url).href;
  const get = (path) => page.evaluate((path) => fetch(path).then((answer) => answer.json()), path);
  await page.goto(desk.url);
  await page.waitForSelector("h1");
  const { rows } = await get("/api/v1/accounts?sort=-entries&limit=30");
  const ids = rows.map((row) => row.account.id);

  // The accounts whose profiles have most kinds of tables between them.
  const chosen = desk.isReal ? await richest(get, ids) : ids.slice(0, 1);
  const looked = new Set();
  for (const id of chosen) {
    const tab = address(`/accounts/${encodeURIComponent(id)}?tab=profile`);
    for (const table of TABLES) {
      await page.goto(tab);
      await page.getByRole("region", { name: `${TABLES[0]}, as a table`, exact: true }).first().waitFor({ timeout: 30_000 });
      const region = page.getByRole("region", { name: `${table}, as a table`, exact: true }).first();
      if ((await region.count()) === 0) continue;
      looked.add(table);
      if (!desk.isReal) continue;
      const links = region.locator("a[href*='figure=']");
      const number = await links.count();
      expect(number > 0, `${table}: no figure leads to its entries`);
      for (const at of [...new Set([0, number - 1])].slice(0, EACH).filter((at) => at >= 0)) {
        await page.goto(tab);
        const figure = links.nth(at);
        await figure.waitFor({ timeout: 30_000 });
        const shown = Number((await figure.innerText()).replace(/\D/g, ""));
        await figure.click();
        const status = page.locator(".filter-row .filter-count");
        await status.waitFor({ timeout: 30_000 });
        const opened = Number((await status.innerText()).replace(/\D/g, ""));
        const name = new URL(page.url()).searchParams.get("figure");
        expect(opened === shown && shown > 0, `${table}: ${name} says ${shown} and opens ${opened}`);
        const answer = await get(`/api/v1/accounts/${encodeURIComponent(id)}/profile/entries?figure=${encodeURIComponent(name)}&limit=1000`);
        expect(answer.rows.length === Math.min(shown, 1000), `${table}: ${name} says ${shown} and has ${answer.rows.length} rows`);
        await page.goBack();
        await region.waitFor({ timeout: 30_000 }).catch(() => wrong.push(`${table}: the way back does not lead to the profile`));
      }
    }
  }
  for (const table of ["By channel", "By month", "By month and channel", "Who paid and was paid"]) expect(looked.has(table), `no table “${table}”`);
  if (desk.isReal) {
    // Not by the page: what is refused there is a fault of the page.
    const none = (await page.request.get(address(`/api/v1/accounts/${encodeURIComponent(ids[0])}/profile/entries?figure=EUR%2Fnothing`))).status();
    expect(none >= 400 && none < 500, `a figure that is none answers ${none}`);
  }

  await page.goto(address("/dossier"));
  await page.getByLabel("Profiles of accounts").fill(ids[0]);
  const preview = await page.locator("details.preview a").getAttribute("href");
  expect(new URL(preview ?? "", desk.url).searchParams.get("profiles") === ids[0], "the preview is not asked for the profile");
  if (desk.isReal) {
    const text = await page.evaluate((path) => fetch(path).then((answer) => answer.text()), preview);
    expect(text.includes('<section class="profiles">') && text.includes('id="profile-1"'), "the preview has no profile");
  }
  await context.close();
  return { wrong: [...wrong, ...faults], looked: looked.size };
}

/** Few accounts that together have all kinds of tables that any of these has. */
async function richest(get, ids) {
  const kinds = (of) => ["cash", "abroad", "regular"].filter((kind) => of.currencies.some((currency) => currency[kind].length > 0));
  const chosen = [ids[0]];
  const known = new Set();
  for (const id of ids) {
    const of = await get(`/api/v1/accounts/${encodeURIComponent(id)}/profile`);
    const more = kinds(of).filter((kind) => !known.has(kind));
    if (more.length === 0) continue;
    more.forEach((kind) => known.add(kind));
    if (!chosen.includes(id)) chosen.push(id);
  }
  return chosen;
}

// Five million entries and a network of 20,000 accounts and 50,000 flows: how long until each screen stands, and how many frames a second
// are drawn while one scrolls or moves. No screen takes a second, whatever the case.

import { openPage, showNames } from "./browser.mjs";
import { idsOf, screensOf } from "./screens.mjs";

/** The longest that a screen may take, in milliseconds. */
const SCREEN_MOST_MS = 1_000;
const REPEATS = 3;
const SEARCHES = ["loyer", "melzan", "FR769999", "1250,00", "REF000012", "2024-05-02"];

/** Counts frames, and the longest, while something goes on in the page. */
async function frames(page, milliseconds, act) {
  await page.evaluate(() => {
    const times = [];
    window.__frames = times;
    const tick = (at) => {
      times.push(at);
      if (window.__frames === times) requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  });
  await act();
  const times = await page.evaluate(() => {
    const held = window.__frames;
    window.__frames = null;
    return held;
  });
  const gaps = times.slice(1).map((at, index) => at - times[index]).sort((a, b) => a - b);
  const whole = times[times.length - 1] - times[0];
  return { perSecond: Math.round(((times.length - 1) / whole) * 1000), slowest95: Math.round(gaps[Math.floor(gaps.length * 0.95)] ?? 0), milliseconds };
}

/** How long until a screen stands, loaded anew, the median of some times; and frames while its page is scrolled. */
async function screen(page, desk, path, ready) {
  const took = [];
  for (let time = 0; time < REPEATS; time += 1) {
    const began = Date.now();
    await page.goto(new URL(path, desk.url).href, { waitUntil: "commit" });
    await page.waitForSelector(ready, { timeout: 30_000 });
    took.push(Date.now() - began);
  }
  const { perSecond, slowest95 } = await frames(page, 600, async () => {
    await page.mouse.move(900, 500);
    for (let step = 0; step < 24; step += 1) {
      await page.mouse.wheel(0, step < 12 ? 120 : -120);
      await page.waitForTimeout(16);
    }
  });
  return { median: took.sort((a, b) => a - b)[Math.floor(REPEATS / 2)], perSecond, slowest95 };
}

/** Each screen, and what is looked for by its words. */
async function screens(page, desk, ids, wrong, figures) {
  const known = screensOf(ids).filter(({ name }) => !["unknown", "search", "search-empty", "network-empty", "follow-new", "source-1"].includes(name));
  const searches = SEARCHES.map((words) => ({ name: `search: ${words}`, path: `/search?q=${encodeURIComponent(words)}`, ready: ".hits, .empty" }));
  for (const { name, path, ready } of [...known, ...searches]) {
    const { median, perSecond, slowest95 } = await screen(page, desk, path, ready);
    figures[`${name}: stands, milliseconds · frames a second scrolled (95 in 100 within, ms)`] = `${median} · ${perSecond} (${slowest95})`;
    if (median > SCREEN_MOST_MS) wrong.push(`${name} takes ${median} ms`);
  }
}

export async function large(browser, desk) {
  const { page, context, faults } = await openPage(browser, { language: "en" });
  const wrong = [];
  const figures = {};
  await page.goto(desk.url);
  await page.waitForSelector("h1");
  const ids = await idsOf(page);
  const { account } = ids;
  if (desk.isReal) {
    await showNames(page, true);
    await page.waitForFunction(() => fetch("/api/v1/search?q=loyer").then((answer) => answer.json()).then((found) => found.index === "ready"), null, { timeout: 300_000, polling: 1_000 });
    await screens(page, desk, ids, wrong, figures);
  }
  const began = Date.now();
  await page.goto(new URL(`/accounts/${encodeURIComponent(account)}`, desk.url).href);
  await page.waitForSelector(".vt [data-row='0'] .figure");
  figures["account screen stands, milliseconds"] = Date.now() - began;
  const count = Number(await page.locator(".vt").getAttribute("aria-rowcount")) - 1;
  figures["rows in the table"] = count;
  const box = await page.locator(".vt").boundingBox();
  await page.mouse.move(box.x + 300, box.y + 200);
  const wheel = await frames(page, 3_000, async () => {
    for (let step = 0; step < 90; step += 1) {
      await page.mouse.wheel(0, 160);
      await page.waitForTimeout(16);
    }
  });
  figures["frames a second by wheel in the table (95 in 100 within, ms)"] = `${wheel.perSecond} (${wheel.slowest95})`;
  await page.waitForTimeout(400);
  const seen = Number(await page.locator(".vt [data-row]").nth(8).getAttribute("data-row"));
  // A case with few rows ends before the wheel does.
  const isLong = count > 10_000;
  if (isLong && Math.abs(seen - (90 * 160) / 32) > 40) wrong.push(`the wheel moved to row ${seen}, not by its pixels`);
  await page.locator(".vt [data-row]").nth(8).focus();
  await page.keyboard.press("End");
  await page.waitForSelector(`.vt [data-row='${count - 1}'] .figure`, { timeout: 5_000 }).catch(() => wrong.push("the last row is never drawn"));
  await page.evaluate(() => {
    const table = document.querySelector(".vt");
    table.scrollTop = table.scrollHeight / 2;
  });
  await page.waitForTimeout(500);
  const middle = Number(await page.locator(".vt [data-row]").nth(8).getAttribute("data-row"));
  if (isLong && Math.abs(middle - count / 2) > count / 50) wrong.push(`half of the bar leads to row ${middle} of ${count}`);
  if ((await page.locator(".vt [data-row]").count()) > 60) wrong.push("too many rows are drawn");

  if (process.env.DESK_NETWORK) {
    const { median } = await screen(page, desk, process.env.DESK_NETWORK, ".network canvas");
    figures["network as it is shown at first stands, milliseconds"] = median;
    if (median > SCREEN_MOST_MS) wrong.push(`the network takes ${median} ms`);
  }
  if (!desk.isReal || process.env.DESK_NETWORK) {
    const start = Date.now();
    await page.goto(new URL(process.env.DESK_NETWORK ? `${process.env.DESK_NETWORK}&limit=all` : "/network?lead=big", desk.url).href);
    await page.waitForSelector(".network canvas", { timeout: 20_000 });
    await page.waitForFunction(() => window.deskNetwork !== undefined, null, { timeout: 20_000 });
    figures["network of 20,000 accounts and 50,000 flows stands, milliseconds"] = Date.now() - start;
    await page.waitForTimeout(800);
    const place = await page.locator(".network").boundingBox();
    const moved = await frames(page, 3_000, async () => {
      await page.mouse.move(place.x + 400, place.y + 250);
      await page.mouse.down();
      for (let step = 0; step < 120; step += 1) {
        await page.mouse.move(place.x + 400 + 120 * Math.sin(step / 12), place.y + 250 + 90 * Math.cos(step / 12));
        await page.waitForTimeout(12);
      }
      await page.mouse.up();
    });
    figures["frames a second while the network is moved (95 in 100 within, ms)"] = `${moved.perSecond} (${moved.slowest95})`;
  }
  await context.close();
  return { wrong: [...wrong, ...faults], figures };
}

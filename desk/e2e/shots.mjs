// Pictures of the screens. `npm run shots` takes every screen, light in French and dark in English, to be looked at; with
// SHOTS_OF=documentation those that the documentation shows, light in both languages. SHOTS names the folder; ONLY a part of the names.

import { mkdirSync, writeFileSync } from "node:fs";
import { openPage, showNames, startBrowser, startDesk } from "./browser.mjs";
import { withPalette } from "./palette-png.mjs";
import { idsOf, screensOf } from "./screens.mjs";

const folder = process.env.SHOTS ?? "e2e/shots";
const only = process.env.ONLY?.split(",") ?? null;
const width = Number(process.env.WIDTH ?? 1360);

/** What the documentation shows: the name of the picture, that of the screen, and whether names are shown on it. */
const DOCUMENTATION = [
  ["case", "case", false],
  ["leads", "leads", false],
  ["lead", "lead", false],
  ["dossier", "dossier", false],
  ["network", "network", true],
  ["follow", "trace", true],
  ["account", "account-entries", true],
  ["source", "source-0", true],
  ["journal", "journal", true],
];

/** Goes to a screen and waits until it stands. */
async function see(page, desk, { name, path, ready }) {
  await page.goto(new URL(path, desk.url).href);
  await page.waitForSelector(ready, { timeout: 8000 }).catch(() => console.log(`not ready: ${name}`));
  await page.waitForTimeout(name.startsWith("network") || name.includes("balance") ? 900 : 300);
}

async function looks(browser) {
  const desk = await startDesk();
  for (const theme of process.env.THEMES?.split(",") ?? ["light", "dark"]) {
    const { page, context, faults } = await openPage(browser, { theme, language: theme === "light" ? "fr" : "en", width });
    await page.goto(desk.url);
    await showNames(page, theme === "dark");
    for (const screen of screensOf(await idsOf(page)).filter(({ name }) => !only || only.includes(name))) {
      await see(page, desk, screen);
      await page.screenshot({ path: `${folder}/${screen.name}.${theme}.png`, fullPage: !screen.name.startsWith("source") && !screen.name.includes("new") });
    }
    if (faults.length) console.log(theme, [...new Set(faults)]);
    await context.close();
  }
  desk.stop();
}

async function documentation(browser) {
  for (const language of ["en", "fr"]) {
    // A case of its own for each: the journal holds the purpose in the language in which it was given.
    const desk = await startDesk();
    let isShown = false;
    const { page, context } = await openPage(browser, { language, width });
    await page.goto(desk.url);
    const ids = await idsOf(page);
    const screens = new Map(screensOf(ids).map((screen) => [screen.name, screen]));
    for (const [picture, screen, isNamed] of DOCUMENTATION) {
      if (only && !only.includes(picture)) continue;
      if (isNamed !== isShown) await showNames(page, isNamed, language === "fr" ? "Lecture de la démonstration" : "Reading the demonstration");
      isShown = isNamed;
      await see(page, desk, screens.get(screen));
      const place = { follow: ".sankey-place" }[picture];
      if (place) await page.locator(place).evaluate((element) => scrollTo(0, element.getBoundingClientRect().top + scrollY - 420));
      const bytes = withPalette(await page.screenshot());
      writeFileSync(`${folder}/${picture}.${language}.png`, bytes);
      console.log(`${picture}.${language}.png ${bytes.length}`);
    }
    await context.close();
    desk.stop();
  }
}

mkdirSync(folder, { recursive: true });
const browser = await startBrowser();
await (process.env.SHOTS_OF === "documentation" ? documentation : looks)(browser);
await browser.close();

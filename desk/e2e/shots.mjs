// Pictures of every screen, in both themes: to be looked at. SHOTS names the folder; ONLY a part of the names.

import { mkdirSync } from "node:fs";
import { openPage, showNames, startBrowser, startDesk } from "./browser.mjs";
import { idsOf, screensOf } from "./screens.mjs";

const folder = process.env.SHOTS ?? "e2e/shots";
const only = process.env.ONLY?.split(",") ?? null;
const themes = process.env.THEMES?.split(",") ?? ["light", "dark"];
mkdirSync(folder, { recursive: true });
const desk = await startDesk();
const browser = await startBrowser();
for (const theme of themes) {
  const { page, context, faults } = await openPage(browser, { theme, language: theme === "light" ? "fr" : "en", width: Number(process.env.WIDTH ?? 1360) });
  await page.goto(desk.url);
  await showNames(page, theme === "dark");
  const screens = screensOf(await idsOf(page)).filter(({ name }) => !only || only.includes(name));
  for (const { name, path, ready } of screens) {
    await page.goto(new URL(path, desk.url).href);
    await page.waitForSelector(ready, { timeout: 8000 }).catch(() => console.log(`not ready: ${name}`));
    await page.waitForTimeout(name.startsWith("network") || name.includes("balance") ? 900 : 250);
    await page.screenshot({ path: `${folder}/${name}.${theme}.png`, fullPage: !name.startsWith("source") && !name.includes("new") });
  }
  if (faults.length) console.log(theme, [...new Set(faults)]);
  await context.close();
}
await browser.close();
desk.stop();

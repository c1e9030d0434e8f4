// All end-to-end tests: `npm run e2e`. Against the mock, or with DESK_BIN and DESK_CASE against the program.

import { axe } from "./axe.mjs";
import { startBrowser, startDesk } from "./browser.mjs";
import { ending } from "./ending.mjs";
import { eightWeeks } from "./eight-weeks.mjs";
import { fourEyes } from "./four-eyes.mjs";
import { hostile } from "./hostile.mjs";
import { choices } from "./choices.mjs";
import { large } from "./large.mjs";
import { newcomer } from "./newcomer.mjs";
import { habits } from "./habits.mjs";
import { profile } from "./profile.mjs";
import { sources } from "./sources.mjs";
import { started } from "./started.mjs";

const only = process.env.ONLY?.split(",") ?? null;
const browser = await startBrowser();
let isWrong = false;
for (const [name, test, options, kind] of [
  ["newcomer", newcomer, [], "empty"],
  ["started", started, [], "empty"],
  ["eight-weeks", eightWeeks, [], "empty"],
  ["four-eyes", fourEyes, [], "empty"],
  ["habits", habits, [], "copy"],
  ["choices", choices, [], "copy"],
  ["ending", ending, [], "copy"],
  ["profile", profile, [], "copy"],
  ["sources", sources, [], "copy"],
  ["hostile", hostile, [], "hostile"],
  ["large", large, ["--rows", "5000000"], "copy"],
  ["axe", axe, [], "copy"],
]) {
  if (only && !only.includes(name)) continue;
  // Frames and times are measured on large cases; DESK_SHORT asks whether all is right.
  if (name === "large" && process.env.DESK_SHORT) continue;
  const began = Date.now();
  let desk = null;
  try {
    desk = await startDesk(options, kind);
    const { wrong = [], looked, figures } = (await test(browser, desk)) ?? {};
    const kinds = [...new Set(wrong)];
    isWrong ||= kinds.length > 0;
    console.log(`${kinds.length ? "✗" : "✓"} ${name} (${((Date.now() - began) / 1000).toFixed(1)} s${looked ? `, ${looked} looks` : ""})`);
    for (const one of kinds) console.log(`    ${one}`);
    if (figures) for (const [what, value] of Object.entries(figures)) console.log(`    ${what}: ${value}`);
  } catch (error) {
    isWrong = true;
    console.log(`✗ ${name}\n${error.stack}`);
  } finally {
    desk?.stop();
  }
}
await browser.close();
process.exit(isWrong ? 1 : 0);

import { axe } from "./axe.mjs";
import { startBrowser, startDesk } from "./browser.mjs";
const desk = await startDesk();
const browser = await startBrowser();
const { looked, wrong } = await axe(browser, desk);
console.log(`${looked} looks`);
for (const one of new Set(wrong)) console.log(one);
await browser.close();
desk.stop();

// Hostile texts on every screen are only text: nothing runs, nothing is fetched, nothing turns what stands beside it, and a megabyte in
// one field does not stop the page. Names are shown, so that those are seen too.

import { HOSTILE } from "../dev/data.mjs";
import { openPage, showNames } from "./browser.mjs";
import { idsOf, screensOf } from "./screens.mjs";

const LEAST_SCREENS = 10;

export async function hostile(browser, desk) {
  const { page, context, faults } = await openPage(browser, { language: "en" });
  const wrong = [];
  // Screens on which such a text is read: were there none, nothing would have been tried.
  let looked = 0;
  await page.goto(desk.url);
  await page.waitForSelector("h1");
  await showNames(page, true, "<img src=x onerror='window.__attacked = 9'>");
  const ids = await idsOf(page);
  if (desk.isReal) await decide(page, ids);
  const more = desk.isReal ? [["account-hostile", `/accounts/${ids.account}`, ".vt [role=row]"], ["search-hostile", "/search?q=%3Cscript", ".hits mark"], ["filter-hostile", `/accounts/${ids.account}?text=%3Csvg`, ".vt"]] : [["long", `/accounts/${ids.account}?entry=a0e11`, "dialog .long-text"], ["odd-account", "/accounts/Banque%20Exemple%3A%3Cb%3Ecompte%2020%3C%2Fb%3E", ".vt"], ["search-hostile", "/search?q=%3Cscript", ".hits mark"], ["filter-hostile", `/accounts/${ids.account}?text=%3Csvg`, ".vt"]];
  for (const { name, path, ready } of [...screensOf(ids), ...more.map(([name, path, ready]) => ({ name, path, ready }))]) {
    const began = Date.now();
    await page.goto(new URL(path, desk.url).href);
    await page.waitForSelector(ready, { timeout: 10_000 }).catch(() => wrong.push(`${name}: never ready`));
    await page.waitForTimeout(120);
    const found = await page.evaluate(() => ({
      attacked: window.__attacked ?? null,
      isShown: document.body.innerText.includes("__attacked"),
      strange: [...document.querySelectorAll("script:not([src]), img, object, embed, style, [onload], [onerror], [onclick], a[href^='javascript' i]")].map((element) => element.outerHTML.slice(0, 120)),
      turned: [...document.querySelectorAll("#page *")].filter((element) => element.childElementCount === 0 && /[\u202a-\u202e\u2066-\u2069]/.test(element.textContent ?? "")).map((element) => element.textContent?.slice(0, 60)),
    }));
    if (found.isShown) looked += 1;
    if (found.attacked !== null) wrong.push(`${name}: a text ran (${found.attacked})`);
    for (const one of found.strange) wrong.push(`${name}: an element that we do not make: ${one}`);
    for (const one of found.turned) wrong.push(`${name}: a mark of direction is left in: ${one}`);
    if (Date.now() - began > 6_000) wrong.push(`${name}: took ${Date.now() - began} ms`);
  }
  if (desk.isReal) await dossier(page, desk, wrong);
  else {
    await page.goto(new URL(`/accounts/${ids.account}?entry=a0e11`, desk.url).href);
    await page.getByRole("button", { name: "Show all of it" }).click();
    await page.waitForTimeout(300);
    if (!(await page.locator("dialog .long-text").innerText()).includes("fin")) wrong.push("a long text cannot be read in full");
  }
  await showNames(page, false);
  await context.close();
  if (looked < LEAST_SCREENS) wrong.push(`hostile texts are shown on ${looked} screens only`);
  return { looked, wrong: [...wrong, ...faults] };
}

/** A lead, marks and a link that a hostile colleague writes: through the page's own calls. */
async function decide(page, ids) {
  const said = HOSTILE[2];
  await page.evaluate(
    async ([lead, entries, text]) => {
      const post = (path, body) => fetch(`/api/v1/${path}`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
      await post("marks", { entries, label: "<b onclick=__attacked=6>x</b>", note: text, by: text });
      if (lead) await post(`leads/${encodeURIComponent(lead)}/decision`, { state: "kept", reason: text, by: text });
    },
    [ids.lead, ids.entries, said],
  );
}

/** The dossier's preview is a page of its own, in a frame without rights: nothing runs in it either. */
async function dossier(page, desk, wrong) {
  await page.goto(new URL("/dossier", desk.url).href);
  await page.locator(".preview summary").click();
  const frame = page.frameLocator(".preview-frame");
  await frame.locator("h1").first().waitFor({ timeout: 30_000 }).catch(() => wrong.push("the preview of the dossier is never shown"));
  const strange = await frame.locator("script, img[src^='x'], [onerror], [onload]").count();
  if (strange > 0) wrong.push(`the preview of the dossier has ${strange} elements that a text made`);
  if (await page.evaluate(() => "__attacked" in window)) wrong.push("a hostile text ran");
}

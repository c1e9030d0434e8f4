// What people choose and say: whose accounts belong together, said and taken back; and a dossier without some of its parts.

import { openPage } from "./browser.mjs";

export async function choices(browser, desk) {
  const { page, context, faults } = await openPage(browser, { language: "en" });
  const wrong = [];
  const expect = (holds, what) => holds || wrong.push(what);
  const address = (path) => new URL(path, desk.url).href;
  await page.goto(desk.url);
  await page.waitForSelector("h1");
  const [one, other] = await page.evaluate(() => fetch("/api/v1/accounts?sort=-entries&limit=2").then((answer) => answer.json()).then(({ rows }) => rows.map((row) => row.account.id)));

  await page.goto(address(`/accounts/${encodeURIComponent(one)}?tab=holder`));
  await page.getByRole("heading", { name: "Accounts of this holder" }).waitFor();
  expect((await page.locator(".holder-accounts").first().locator("li").count()) < 2 || !desk.isReal, "accounts are one holder's before anybody said so");
  await page.getByRole("heading", { name: "To be looked at" }).waitFor();
  await page.getByText("nothing was merged").waitFor({ timeout: 30_000 });
  await page.locator("p", { hasText: "The program merges nothing by itself" }).getByRole("button").click();
  await page.waitForSelector("dialog[open] form");
  await page.locator("dialog textarea[name=accounts]").fill(`${one}\n${other}`);
  await page.locator("dialog button[type=submit]").click();
  await page.waitForSelector("dialog .missing", { timeout: 2_000 }).catch(() => wrong.push("a merge without a source is sent"));
  await page.locator("dialog input[name=source]").fill("PV 12/3");
  await page.locator("dialog textarea[name=reason]").fill("One passport");
  await page.locator("dialog input[name=second]").fill("Officer B");
  await page.locator("dialog input[name=by]").fill("Officer A");
  await page.locator("dialog button[type=submit]").click();
  const said = page.locator("[role=region][aria-label='What people said'] tbody tr");
  await said.first().waitFor({ timeout: 10_000 });
  expect((await said.first().innerText()).includes("PV 12/3"), "who said it, and on what, is not shown");
  const accounts = page.locator(".holder-accounts").first().locator("li");
  expect((await accounts.count()) === 2 && (await accounts.allInnerTexts()).some((text) => text.replace(/\s/g, "").includes(other)), "both accounts are not listed");
  await page.locator(".facts").getByRole("link", { name: "1 other account" }).waitFor({ timeout: 5_000 }).catch(() => wrong.push("the head of the screen does not say that the holder has another account"));
  await page.goto(address("/leads"));
  await page.waitForSelector(".lead, .empty");
  await page.goBack();
  await said.first().getByRole("button", { name: "Take back…" }).click();
  await page.locator("dialog textarea[name=reason]").fill("Two people");
  await page.locator("dialog button[type=submit]").click();
  await said.first().waitFor({ state: "detached", timeout: 10_000 }).catch(() => wrong.push("what was taken back stands"));

  await page.goto(address("/dossier"));
  const parts = page.getByRole("group", { name: "Parts" });
  await parts.waitFor();
  const boxes = await parts.getByRole("checkbox").all();
  for (const box of boxes) expect(await box.isChecked(), "a part is not chosen at first");
  expect(await parts.getByRole("checkbox", { name: "What was received" }).isDisabled(), "what came in can be left out");
  await parts.getByRole("checkbox", { name: /^Network/ }).uncheck();
  const preview = await page.locator("details.preview a").getAttribute("href");
  const asked = new URL(preview ?? "", desk.url).searchParams.get("parts")?.split(",") ?? [];
  expect(asked.length === boxes.length - 1 && !asked.includes("network"), `the preview is asked for ${asked}`);
  if (desk.isReal) {
    const shown = await page.evaluate((path) => fetch(path).then((answer) => answer.text()), preview);
    expect(shown.includes('<section class="leads">') && !shown.includes('<section class="network">'), "the preview has other parts than were chosen");
    await page.getByRole("button", { name: "Render the dossier" }).click();
    await page.locator("[role=region][aria-label='Rendered files'] tbody tr", { hasText: "dossier.extract." }).first().waitFor({ timeout: 300_000 });
  }
  await context.close();
  return { wrong: [...wrong, ...faults] };
}

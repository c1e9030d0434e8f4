// Every screen, by its address, with what must stand on it. Ids of a real case are looked up; those of the mock are known.

/** Finds an account with entries, a lead and a sum of the case that is open in a page. */
export async function idsOf(page) {
  return page.evaluate(async () => {
    const read = (path) => fetch(`/api/v1/${path}`).then((answer) => answer.json());
    const [accounts, leads, traces] = await Promise.all([read("accounts?sort=-entries&limit=1"), read("leads"), read("traces")]);
    const account = accounts.rows[0]?.account.id ?? null;
    const entries = account ? await read(`accounts/${encodeURIComponent(account)}/entries?limit=2`) : { rows: [] };
    return { account, lead: leads[0]?.id ?? null, trace: traces[0]?.name ?? null, entries: entries.rows.map((entry) => entry.id) };
  });
}

/** Name, address, and a selector that stands once the screen is drawn. */
export function screensOf({ account, lead, trace, entries }) {
  const one = (value) => encodeURIComponent(value);
  const all = [
    ["case", "/", ".vt [role=row], .empty"],
    ["case-files", "/?tab=files", ".vt [role=row]"],
    ["case-requests", "/?tab=requests", ".vt, .empty"],
    ["case-problems", "/?tab=problems", ".vt, .empty"],
    ["leads", "/leads", ".lead, .empty"],
    ["network-empty", "/network", ".empty"],
    ["follow", "/follow", ".traces, .empty"],
    ["follow-new", "/follow?new=1", "dialog[open]"],
    ["accounts", "/accounts", ".vt [role=row]"],
    ["marks", "/marks", "table, .empty"],
    ["dossier", "/dossier", ".chooser"],
    ["journal", "/journal", ".vt, .empty"],
    ["whole-send", "/whole", "textarea[name=keys]"],
    ["whole-erase", "/whole?tab=erase", "select[name=source]"],
    ["whole-combine", "/whole?tab=combine", "input[name=other]"],
    ["search", "/search?q=loyer", ".hits, .empty"],
    ["search-empty", "/search", ".empty"],
    ["unknown", "/nowhere", "h1"],
  ];
  if (lead) all.push(["lead", `/leads/${one(lead)}`, ".finding"], ["network", `/network?lead=${one(lead)}`, ".network canvas"]);
  if (trace) all.push(["trace", `/follow/${one(trace)}`, "table.rules"]);
  if (account) {
    for (const tab of ["entries", "balance", "calendar", "others", "profile", "statements", "holder", "marks"]) all.push([`account-${tab}`, `/accounts/${one(account)}${tab === "entries" ? "" : `?tab=${tab}`}`, { balance: ".uplot, .empty", calendar: ".calendar, .empty", holder: ".empty, .scroll table", profile: "table.narrow, .empty", marks: "table, .empty" }[tab] ?? ".vt, .empty"]);
    entries.forEach((entry, index) => all.push([`source-${index}`, `/accounts/${one(account)}?entry=${one(entry)}`, ".source-rows, .sheet, .coordinates"]));
  }
  return all.map(([name, path, ready]) => ({ name, path, ready }));
}

import { describe, expect, it } from "vitest";
import { link, parse } from "../src/router";

describe("addresses", () => {
  it("reads screens, ids and queries", () => {
    expect(parse("/", "").screen).toBe("case");
    expect(parse("/leads/7", "?tab=x")).toMatchObject({ screen: "leads", id: "7" });
    expect(parse("/leads/7", "?tab=x").query.get("tab")).toBe("x");
    expect(parse("/nowhere", "").screen).toBe("unknown");
  });

  it("gives back every id that it wrote, however odd", () => {
    for (const id of ["FR76 1", "Bank:12/3", "<b>x</b>", "a?b#c&d=é", "100%"]) {
      const address = link("accounts", id);
      expect(parse(address, "").id).toBe(id);
      expect(address).not.toMatch(/[<>?#\s]/);
    }
  });

  it("bears an address that cannot be decoded", () => {
    expect(parse("/accounts/%E0%A4", "").id).toBe("%E0%A4");
  });

  it("leaves empty values out", () => {
    expect(link("network", null, { lead: "l1", from: "", to: null })).toBe("/network?lead=l1");
    expect(link("case")).toBe("/");
    expect(link("case", null, { tab: "files" })).toBe("/?tab=files");
  });
});

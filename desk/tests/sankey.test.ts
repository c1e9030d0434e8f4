import { describe, expect, it } from "vitest";
import type { Picture, PictureNode, Trace } from "../src/api/types";
import { rowsOf } from "../src/components/rules-table";
import { nodeLabel } from "../src/components/sankey";
import { layOut } from "../src/components/sankey-layout";
import { en } from "../src/words/en";

const eur = (minor: string) => ({ minor, currency: "EUR", digits: 2 });
const node = (id: string, column: number): PictureNode => ({ id, account: id, label: id, column, kind: "account", day: null, low: eur("1"), high: eur("1") });
const link = (source: string, target: string, low: string, high: string) => ({ source, target, low: eur(low), high: eur(high), first: null, last: null, entries: [] });

describe("the course of a sum", () => {
  const picture: Picture = { columns: ["2024-01-01", "2024-02-01", "2024-03-01"], nodes: [node("a", 0), node("b", 1), node("c", 2), node("d", 2)], links: [link("a", "b", "1000", "1000"), link("b", "c", "200", "600"), link("b", "d", "400", "400")] };

  it("puts columns in the order of time and ribbons in proportion", () => {
    const layout = layOut(picture, 900);
    const x = (id: string) => layout?.bars.find((bar) => bar.of.id === id)?.x ?? -1;
    expect(x("a")).toBeLessThan(x("b"));
    expect(x("b")).toBeLessThan(x("c"));
    expect(x("c")).toBe(x("d"));
    const [whole, split] = layout?.ribbons ?? [];
    expect((split?.width ?? 0) / (whole?.width ?? 1)).toBeCloseTo(0.6, 3);
    expect((split?.sure ?? 0) / (split?.width ?? 1)).toBeCloseTo(1 / 3, 3);
  });

  it("draws nothing where there is nothing, or where movements go in a circle", () => {
    expect(layOut({ columns: [], nodes: [], links: [] }, 900)).toBeNull();
    expect(layOut({ ...picture, links: [...picture.links, link("c", "a", "1", "1")] }, 900)).toBeNull();
  });

  it("leaves out what leads to no known place", () => {
    expect(layOut({ ...picture, links: [...picture.links, link("a", "nowhere", "1", "1")] }, 900)?.ribbons).toHaveLength(3);
  });
});

describe("rules side by side", () => {
  const trace = {
    claims: [],
    rules: {
      fifo: {
        held: [{ account: "A", claim: "x", low: "10.00", high: "12.50" }],
        left: [
          { transaction: "1", account: "A", claim: "x", low: "0.10", high: "0.20", how: "cash" },
          { transaction: "2", account: "A", claim: "x", low: "0.20", high: "0.20", how: "cash" },
          { transaction: "3", account: "A", claim: "other", low: "99.00", high: "99.00", how: "cash" },
        ],
      },
      lifo: { held: [], left: [{ transaction: "1", account: "A", claim: "x", low: "7.00", high: "7.00", how: "cash" }] },
    },
  } as unknown as Trace;

  it("adds payments of one way out exactly, and keeps rules and claims apart", () => {
    const [held, cash, ...rest] = rowsOf(trace, "x", 2);
    expect(rest).toHaveLength(0);
    expect(held?.how).toBe("held");
    expect(held?.cells.get("fifo")).toMatchObject({ low: "1000", high: "1250" });
    expect(held?.cells.has("lifo")).toBe(false);
    expect(cash?.cells.get("fifo")).toMatchObject({ low: "30", high: "40", transactions: ["1", "2"] });
    expect(cash?.cells.get("lifo")).toMatchObject({ low: "700", high: "700" });
  });
});

describe("labels of a followed sum", () => {
  const long = { ...node("a", 0), label: "credits-FR7699990000000000000000000", kind: "claim" };

  it("are cut in the name and not in how the money stands there", () => {
    expect(nodeLabel(long, en)).toMatch(/^credits-FR.{10,}… · begins$/);
    expect(nodeLabel(long, en, 10).length).toBeLessThan(nodeLabel(long, en).length);
    expect(nodeLabel(long, en, 10)).toMatch(/ · begins$/);
  });

  it("have room to the right of the last bars", () => {
    const picture: Picture = { columns: ["2024-01-01", "2024-02-01"], nodes: [node("a", 0), node("b", 1)], links: [link("a", "b", "1000", "1000")] };
    const last = (labelPx: number) => layOut(picture, 900, labelPx)?.bars.find((bar) => bar.of.id === "b");
    for (const labelPx of [120, 300]) expect((last(labelPx)?.x ?? 0) + (last(labelPx)?.width ?? 0)).toBeLessThanOrEqual(900 - labelPx);
  });
});

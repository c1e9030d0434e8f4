import { describe, expect, it } from "vitest";
import * as model from "../src/components/scroll-model";

const long: model.Geometry = { rows: 5_000_000, rowHeight: 32, viewHeight: 576 };
const short: model.Geometry = { rows: 100, rowHeight: 32, viewHeight: 576 };
const end = long.rows * long.rowHeight - long.viewHeight;

describe("scrolling five million rows", () => {
  it("never makes an element taller than a browser bears", () => {
    expect(model.elementHeight(long)).toBeLessThanOrEqual(8_000_000);
    expect(model.elementHeight(short)).toBe(3_200);
  });

  it("moves by the same pixels with the wheel", () => {
    let at: model.Position = { scrollTop: 0, listTop: 0 };
    for (let step = 1; step <= 50; step += 1) at = model.scrolled(long, at, step * 100);
    expect(at.listTop).toBe(5_000);
  });

  it("goes to the same part of the list when the bar is dragged", () => {
    const half = model.scrolled(long, { scrollTop: 0, listTop: 0 }, (model.elementHeight(long) - long.viewHeight) / 2);
    expect(half.listTop).toBeCloseTo(end / 2, 0);
    expect(model.windowOf(long, half).from).toBeGreaterThan(2_499_900);
  });

  it("reaches both ends", () => {
    const bottom = model.elementHeight(long) - long.viewHeight;
    const last = model.scrolled(long, { scrollTop: 0, listTop: 0 }, bottom);
    expect(last.listTop).toBe(end);
    expect(model.windowOf(long, last).to).toBe(long.rows);
    expect(model.scrolled(long, last, 0).listTop).toBe(0);
  });

  it("does not stick before an end: by wheel, every row goes by", () => {
    // From a place reached by dragging, near the top: the bar has hardly any way left, the list has.
    let at = model.settled(long, model.scrolled(long, { scrollTop: 400_000, listTop: 8_000_000 }, 300));
    let seen = at.listTop;
    for (let step = 0; step < 200 && at.listTop > 0; step += 1) {
      const next = model.scrolled(long, at, Math.max(0, at.scrollTop - 100));
      expect(seen - next.listTop).toBeLessThanOrEqual(100);
      seen = next.listTop;
      at = model.settled(long, next);
    }
    expect(at.listTop).toBe(0);
  });

  it("shows a row that was asked for, and draws it", () => {
    for (const row of [0, 17, 4_321, 2_500_000, 4_999_999]) {
      const at = model.showing(long, { scrollTop: 0, listTop: 0 }, row);
      const { from, to } = model.windowOf(long, at);
      expect(row).toBeGreaterThanOrEqual(from);
      expect(row).toBeLessThan(to);
      expect(to - from).toBeLessThan(40);
    }
  });

  it("puts the drawn rows where the view is", () => {
    const at = model.scrolled(long, { scrollTop: 0, listTop: 0 }, 4_000_000);
    const shown = model.windowOf(long, at);
    const viewTop = at.scrollTop;
    expect(shown.top).toBeLessThanOrEqual(viewTop);
    expect(shown.top + (shown.to - shown.from) * long.rowHeight).toBeGreaterThanOrEqual(viewTop + long.viewHeight);
  });

  it("is an ordinary list where all fits", () => {
    const at = model.scrolled(short, { scrollTop: 0, listTop: 0 }, 640);
    expect(at.listTop).toBe(640);
    expect(model.windowOf(short, at).top).toBe(14 * 32);
  });
});

describe("columns", () => {
  it("every table's tracks have a width in rem, so that head and rows agree", async () => {
    const { leastWidth } = await import("../src/components/virtual-table");
    expect(leastWidth(["minmax(12rem, 1fr)", "8rem", "2.5rem"])).toBe("22.5rem");
  });
});

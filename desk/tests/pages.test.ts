import { describe, expect, it } from "vitest";
import { Blocks } from "../src/api/pages";

const answer = (address: string) => {
  const [offset = 0, limit = 0] = address.split("/").map(Number);
  return { total: 5_000_000, rows: Array.from({ length: limit }, (_, at) => offset + at) };
};

function blocksWith(ask: (address: string, signal?: AbortSignal) => Promise<unknown>) {
  return new Blocks<number>((offset, limit) => `${offset}/${limit}`, () => undefined, ask as never);
}

describe("rows in blocks", () => {
  it("asks once for what is looked at, and finds each row", async () => {
    const asked: string[] = [];
    const blocks = blocksWith(async (address) => {
      asked.push(address);
      return answer(address);
    });
    blocks.need(4_000_100, 4_000_300);
    blocks.need(4_000_100, 4_000_300);
    await Promise.resolve();
    await Promise.resolve();
    expect(asked).toEqual(["4000000/200", "4000200/200"]);
    expect(blocks.row(4_000_150)).toBe(4_000_150);
    expect(blocks.row(4_000_399)).toBe(4_000_399);
    expect(blocks.row(12)).toBeUndefined();
    expect(blocks.total).toBe(5_000_000);
  });

  it("gives up blocks that went out of view before they came", async () => {
    const stopped: string[] = [];
    const blocks = blocksWith(
      (address, signal) =>
        new Promise(() => {
          signal?.addEventListener("abort", () => stopped.push(address));
        }),
    );
    blocks.need(0, 199);
    blocks.need(2_000_000, 2_000_199);
    expect(stopped).toEqual(["0/200"]);
  });

  it("forgets what was not looked at for long", async () => {
    const blocks = blocksWith(async (address) => answer(address));
    for (let block = 0; block < 60; block += 1) {
      blocks.need(block * 200, block * 200 + 199);
      await Promise.resolve();
      await Promise.resolve();
    }
    blocks.need(59 * 200, 59 * 200 + 199);
    expect(blocks.row(0)).toBeUndefined();
    expect(blocks.row(59 * 200)).toBe(59 * 200);
  });
});

import { describe, expect, it } from "vitest";
import { en } from "../src/words/en";
import { fr } from "../src/words/fr";

/** All texts of a dictionary by their paths; functions are called with numbers and words. */
function texts(words: unknown, path = ""): [string, string][] {
  if (typeof words === "string") return [[path, words]];
  if (typeof words === "function") return [1, 2, 1000].map((number) => [`${path}(${number})`, String((words as (...values: unknown[]) => unknown)(number, number, number, number))]);
  return Object.entries(words as Record<string, unknown>).flatMap(([key, value]) => texts(value, `${path}.${key}`));
}

describe("the two dictionaries", () => {
  it("say the same things", () => {
    expect(texts(fr).map(([path]) => path)).toEqual(texts(en).map(([path]) => path));
  });

  it("leave nothing empty but where the other does", () => {
    const empty = (all: [string, string][]) => all.filter(([, text]) => text.trim() === "").map(([path]) => path);
    expect(empty(texts(fr))).toEqual(empty(texts(en)));
  });

  it("set French as French is set", () => {
    for (const [path, text] of texts(fr)) {
      expect(text, path).not.toMatch(/[^\u202f\u00a0][;!?]|[^\u00a0]:(?!\/)|« |[^\u00a0]»|'/);
    }
  });

  it("never use words that accuse, score or name payers otherwise", () => {
    const banned = /criminal|guilty|prostitut|illegal|debtor|creditor|\bscore|illégal|coupable|débiteur|créancier|criminel/i;
    for (const [path, text] of [...texts(en), ...texts(fr)]) expect(text, path).not.toMatch(banned);
  });
});

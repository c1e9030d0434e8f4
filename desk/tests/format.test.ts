import { describe, expect, it } from "vitest";
import { addDays, day, daysBetween, instant, month, monthShape, shortDay, span } from "../src/format/dates";
import { bytes, compare, count, isSingular, minor, money, number, range, share, sum, typed } from "../src/format/money";
import { accountKey, cut, shortAccount, visible } from "../src/format/text";
import { typeset } from "../src/format/typography";
import { say } from "../src/words";

const eur = (value: string) => ({ minor: value, currency: "EUR", digits: 2 });

describe("money", () => {
  it("writes amounts as each language does", () => {
    expect(money(eur("123456"), "en")).toBe("1,234.56\u00a0EUR");
    expect(money(eur("123456"), "fr")).toBe("1\u202f234,56\u00a0€");
    expect(money({ minor: "-5", currency: "CHF", digits: 2 }, "fr")).toBe("\u22120,05\u00a0CHF");
    expect(number("1234", 0, "fr")).toBe("1\u202f234");
    expect(number("1", 3, "en")).toBe("0.001");
  });

  it("keeps what no double can hold", () => {
    expect(number("12345678901234567890123", 2, "en")).toBe("123,456,789,012,345,678,901.23");
    expect(sum(["9007199254740993", "1"])).toBe("9007199254740994");
    expect(compare("9007199254740993", "9007199254740992")).toBe(1);
    expect(compare("-2", "1")).toBe(-1);
    const all = ["-100", "-20", "-3", "0", "3", "20", "99", "100", "9007199254740993"];
    all.forEach((one, at) => all.forEach((other, there) => expect(compare(one, other)).toBe(Math.sign(at - there))));
  });

  it("writes a range once where both ends agree", () => {
    expect(range({ low: eur("100"), high: eur("100") }, "en")).toBe("1.00\u00a0EUR");
    expect(range({ low: eur("100"), high: eur("250") }, "fr")).toBe("1,00\u00a0– 2,50\u00a0€");
  });

  it("reads decimals of a trace exactly, or not at all", () => {
    expect(minor("61217.73", 2)).toBe("6121773");
    expect(minor("-0.5", 2)).toBe("-50");
    expect(minor("12", 0)).toBe("12");
    expect(minor("1.005", 2)).toBeNull();
    expect(minor("1.500", 2)).toBe("150");
    expect(minor("1e3", 2)).toBeNull();
  });

  it("reads what people type", () => {
    expect(typed("1 234,56")).toBe("1234.56");
    expect(typed("1,234.56")).toBe("1234.56");
    expect(typed("1.234,5")).toBe("1234.5");
    expect(typed("12")).toBe("12");
    expect(typed("1\u202f000")).toBe("1000");
    expect(typed("douze")).toBeNull();
    expect(typed("")).toBeNull();
  });

  it("draws shares and sizes", () => {
    expect(share("1", "4")).toBe(0.25);
    expect(share("-1", "3")).toBe(-0.333333);
    expect(share("3000000000000000000", "9000000000000000000")).toBe(0.333333);
    expect(share("1", "0")).toBe(0);
    expect(bytes(1_240_000, "fr")).toBe("1,2\u00a0Mo");
    expect(count(11_794, "fr")).toBe("11\u202f794");
  });
});

describe("dates", () => {
  it("writes days in words, the first of a month as French does", () => {
    expect(day("2024-03-03", "fr")).toBe("3\u00a0mars\u00a02024");
    expect(day("2024-03-01", "fr")).toBe("1er\u00a0mars\u00a02024");
    expect(day("2024-03-01", "en")).toBe("1\u00a0March\u00a02024");
    expect(shortDay("2024-03-03", "fr")).toBe("03/03/2024");
    expect(day("no day", "en")).toBe("no day");
    expect(month("2024-08", "fr")).toBe("août\u00a02024");
  });

  it("keeps the day that the file gives, whatever the time zone", () => {
    expect(day("2024-03-03T23:30:00+02:00", "en")).toBe("3\u00a0March\u00a02024");
    expect(span("2024-03-03", "2024-03-03", "fr")).toBe("3\u00a0mars\u00a02024");
    expect(span("2024-03-03", "2024-04-01", "fr")).toBe("du 3\u00a0mars\u00a02024 au 1er\u00a0avril\u00a02024");
    expect(instant("not one", "en")).toBe("not one");
  });

  it("counts days across summer time and leap years", () => {
    expect(daysBetween("2024-02-28", "2024-03-01")).toBe(2);
    expect(daysBetween("2024-03-30", "2024-04-01")).toBe(2);
    expect(addDays("2024-12-31", 1)).toBe("2025-01-01");
    expect(monthShape(2024, 1)).toEqual({ days: 29, begins: 3 });
  });
});

describe("text of a file", () => {
  it("makes visible what turns or hides text", () => {
    expect(visible("a\u202eb")).toBe("a⟨U+202E⟩b");
    expect(visible("a\u200bb\u0007")).toBe("a⟨U+200B⟩b⟨U+0007⟩");
    expect(visible("a\r\nb\tc")).toBe("a b c");
    expect(visible("\u{e0041}")).toBe("⟨U+E0041⟩");
    expect(visible("Ελένη عربي 漢字 é")).toBe("Ελένη عربي 漢字 é");
  });

  it("cuts long text without parting a pair", () => {
    expect(cut("abcdef", 3)).toBe("abc…");
    expect(cut("ab😀cd", 3)).toBe("ab…");
    expect(cut("short", 300)).toBe("short");
    expect(cut("x".repeat(1_000_000), 160)).toHaveLength(161);
  });

  it("writes account keys so that they can be read aloud", () => {
    expect(accountKey("FR7699999000010000000000115")).toBe("FR76\u202f9999\u202f9000\u202f0100\u202f0000\u202f0000\u202f115");
    expect(accountKey("Bank:12\u202e3")).toBe("Bank:12⟨U+202E⟩3");
    expect(shortAccount("FR7699999000010000000000115")).toBe("FR76…0115");
    expect(shortAccount("Bank:12")).toBe("Bank:12");
  });
});

describe("French typography", () => {
  it("sets the spaces that must not break", () => {
    expect(typeset("Vraiment ? « Oui » : non ; si !")).toBe("Vraiment\u202f? «\u00a0Oui\u00a0»\u00a0: non\u202f; si\u202f!");
    expect(typeset("l'argent")).toBe("l’argent");
  });
});

describe("sentences of the server", () => {
  it("are set in French as those of the page are, and left alone in English", () => {
    const words = { en: "It's 5 % ; so : \"x\"", fr: "L'argent a servi : 86,8 % ; « rien d'autre » ?" };
    expect(say(words, "fr")).toBe("L’argent a servi\u00a0: 86,8\u202f%\u202f; «\u00a0rien d’autre\u00a0»\u202f?");
    expect(say(words, "en")).toBe(words.en);
    expect(say({ en: "only one", fr: "" }, "fr")).toBe("only one");
  });

  it("speak of one in the singular, in French of none too", () => {
    expect([0, 1, 2].map((number) => isSingular(number, "en"))).toEqual([false, true, false]);
    expect([0, 1, 2].map((number) => isSingular(number, "fr"))).toEqual([true, true, false]);
  });
});

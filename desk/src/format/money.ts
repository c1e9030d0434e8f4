// Amounts as people write them. Money is minor units in a string, and BigInt here: no double ever holds an amount.

import type { Amount, Range } from "../api/types";

export type Language = "en" | "fr";

/** U+202F, which keeps a French number and its mark together. */
export const THIN = "\u202f";
/** U+00A0, the space that does not break. */
export const NO_BREAK = "\u00a0";
const MINUS = "\u2212";
/** Numbers of fewer digits are exact in a double. */
const EXACT_DIGITS = 16;

/** Sets thousands apart: `1,234` or `1 234`. */
export function grouped(digits: string, language: Language): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, language === "fr" ? THIN : ",");
}

/** A count with its thousands set apart. */
export function count(number: number, language: Language): string {
  return grouped(String(Math.trunc(number)), language);
}

/** An amount without its currency: `1,234.56` or `1 234,56`. */
export function number(minor: string, digits: number, language: Language): string {
  const value = BigInt(minor);
  const text = (value < 0n ? -value : value).toString().padStart(digits + 1, "0");
  const whole = grouped(text.slice(0, text.length - digits), language);
  const part = digits > 0 ? (language === "fr" ? "," : ".") + text.slice(text.length - digits) : "";
  return (value < 0n ? MINUS : "") + whole + part;
}

/** The currency as it follows an amount: `€` in French, the code otherwise. */
export function unit(currency: string, language: Language): string {
  return currency === "EUR" && language === "fr" ? "€" : currency;
}

/** An amount with its currency: `1,234.56 EUR` or `1 234,56 €`. */
export function money(amount: Amount, language: Language): string {
  return number(amount.minor, amount.digits, language) + NO_BREAK + unit(amount.currency, language);
}

/** A range as one figure where both ends agree. */
export function range({ low, high }: Range, language: Language): string {
  if (low.minor === high.minor) return money(low, language);
  return `${number(low.minor, low.digits, language)}${NO_BREAK}– ${money(high, language)}`;
}

/** Reads a decimal string of a trace (`-12.34`) into minor units; nothing where it is no such number. */
export function minor(decimal: string, digits: number): string | null {
  const found = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal);
  if (!found) return null;
  const part = (found[3] ?? "").padEnd(digits, "0");
  if (part.length > digits && /[1-9]/.test(part.slice(digits))) return null;
  return BigInt((found[1] ?? "") + (found[2] ?? "") + part.slice(0, digits)).toString();
}

/** Reads what a person typed (`1 234,56`, `1,234.56`, `12`) into a decimal string; nothing where it is no amount. */
export function typed(text: string): string | null {
  const bare = text.replace(/[\s\u00a0\u202f']/g, "");
  const found = /^(\d+|\d{1,3}(?:[.,]\d{3})+)(?:[.,](\d{1,2}))?$/.exec(bare);
  if (!found) return null;
  const whole = (found[1] ?? "").replace(/[.,]/g, "");
  return found[2] ? `${whole}.${found[2]}` : whole;
}

/** The part that one amount is of another, for drawing only: 0 to 1, to a millionth. */
export function share(part: string, whole: string): number {
  if (whole === "0") return 0;
  // A hundred thousand of them are asked for at once: what a double holds to the unit needs no more.
  if (part.length < EXACT_DIGITS && whole.length < EXACT_DIGITS) return Math.trunc((Number(part) / Number(whole)) * 1_000_000) / 1_000_000;
  return Number((BigInt(part) * 1_000_000n) / BigInt(whole)) / 1_000_000;
}

/** Which of two amounts of minor units is larger: by their digits, since very many are sorted. */
export function compare(a: string, b: string): number {
  if (a.startsWith("-") || b.startsWith("-")) {
    if (a.startsWith("-") && b.startsWith("-")) return compare(b.slice(1), a.slice(1));
    return a.startsWith("-") ? -1 : 1;
  }
  if (a.length !== b.length) return a.length < b.length ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The sum of minor units. */
export function sum(minors: string[]): string {
  return minors.reduce((total, one) => total + BigInt(one), 0n).toString();
}

/** A number of bytes: `1.2 MB`, `1,2 Mo`. */
export function bytes(size: number, language: Language): string {
  const units = language === "fr" ? ["o", "ko", "Mo", "Go"] : ["B", "kB", "MB", "GB"];
  let value = size;
  let step = 0;
  while (value >= 1000 && step < units.length - 1) {
    value /= 1000;
    step += 1;
  }
  const text = step === 0 || value >= 100 ? String(Math.round(value)) : value.toFixed(1);
  return (language === "fr" ? text.replace(".", ",") : text) + NO_BREAK + units[step];
}

/** Whether a language speaks of so many in the singular. */
export function isSingular(number: number, language: Language): boolean {
  return language === "fr" ? number < 2 : number === 1;
}

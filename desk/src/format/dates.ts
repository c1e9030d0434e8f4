// Days and instants as people write them. A day stays the day that the file gives: no time zone is applied to it.

import { NO_BREAK, type Language } from "./money";

const MONTHS: Record<Language, string[]> = {
  en: ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
  fr: ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"],
};
const SHORT: Record<Language, string[]> = {
  en: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
  fr: ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."],
};

function parts(text: string): [string, number, number] | null {
  const found = /^(\d{4})-(\d{2})-(\d{2})/.exec(text);
  if (!found) return null;
  return [found[1] ?? "", Number(found[2]), Number(found[3])];
}

/** A day in words: `3 March 2024`, `3 mars 2024`, `1er mars 2024`; what is no day stays as it stands. */
export function day(text: string, language: Language): string {
  const found = parts(text);
  if (!found) return text;
  const [year, month, date] = found;
  const ordinal = language === "fr" && date === 1 ? "er" : "";
  return `${date}${ordinal}${NO_BREAK}${MONTHS[language][month - 1] ?? month}${NO_BREAK}${year}`;
}

/** A day in a table, of one width: `2024-03-03`, `03/03/2024`. */
export function shortDay(text: string, language: Language): string {
  const found = /^(\d{4})-(\d{2})-(\d{2})/.exec(text);
  if (!found) return text;
  return language === "fr" ? `${found[3]}/${found[2]}/${found[1]}` : `${found[1]}-${found[2]}-${found[3]}`;
}

/** A month's name, by its place from 0; `short` for the head of a narrow column. */
export function monthName(month: number, language: Language, short = false): string {
  return (short ? SHORT : MONTHS)[language][month] ?? "";
}

/** A month `2024-03` in words: `March 2024`. */
export function month(text: string, language: Language): string {
  const found = /^(\d{4})-(\d{2})$/.exec(text);
  if (!found) return text;
  return `${monthName(Number(found[2]) - 1, language)}${NO_BREAK}${found[1]}`;
}

/** From one day to another, the months named once where they are the same. */
export function span(from: string | null, to: string | null, language: Language): string {
  if (!from && !to) return "";
  if (!from || !to || from.slice(0, 10) === to.slice(0, 10)) return day(from ?? to ?? "", language);
  return language === "fr"
    ? `du ${day(from, language)} au ${day(to, language)}`
    : `${day(from, language)} to ${day(to, language)}`;
}

/** An instant in the time of this machine: `3 March 2024, 14:05`. */
export function instant(text: string, language: Language): string {
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) return text;
  const two = (value: number) => String(value).padStart(2, "0");
  const date = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  const time = language === "fr" ? `${two(at.getHours())}${NO_BREAK}h${NO_BREAK}${two(at.getMinutes())}` : `${two(at.getHours())}:${two(at.getMinutes())}`;
  return language === "fr" ? `${day(date, language)}, ${time}` : `${day(date, language)}, ${time}`;
}

/** How many days lie between two days; the same day is 0. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / 86_400_000);
}

/** The day that lies so many days after another. */
export function addDays(from: string, days: number): string {
  return new Date(Date.parse(from.slice(0, 10)) + days * 86_400_000).toISOString().slice(0, 10);
}

/** All days of a month that are in a calendar: its count of days, and on which weekday (Monday 0) it begins. */
export function monthShape(year: number, monthIndex: number): { days: number; begins: number } {
  const days = new Date(Date.UTC(year, monthIndex + 1, 0)).getUTCDate();
  return { days, begins: (new Date(Date.UTC(year, monthIndex, 1)).getUTCDay() + 6) % 7 };
}

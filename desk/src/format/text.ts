// Text that comes from a bank's file can hold anything: marks that turn the reading direction, controls, a megabyte in one field.
// It is only ever shown as text; what cannot be seen is made visible, and what is too long for its place is cut, and says so.

// Controls, marks of direction and of no width, the byte order mark, tags: all that changes what is read without being seen.
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;

/** Names each character that cannot be seen: `⟨U+202E⟩`. Line feeds and tabs become a space. */
export function visible(text: string): string {
  return text
    .replace(/\r\n|[\n\r\t]/g, " ")
    .replace(/\u202f/g, "\u00a0")
    .replace(UNSEEN, (mark) => `⟨U+${(mark.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}⟩`);
}

/** The same, cut to a number of characters; whole pairs are kept. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return visible(text);
  const end = /[\ud800-\udbff]/.test(text[most - 1] ?? "") ? most - 1 : most;
  return `${visible(text.slice(0, end))}…`;
}

/** An account's key in groups of four where it is an IBAN, so that it can be read aloud. */
export function accountKey(id: string): string {
  return /^[A-Z]{2}\d{2}[A-Z0-9]{10,30}$/.test(id) ? id.replace(/(.{4})(?=.)/g, "$1\u202f") : visible(id);
}

/** An account's key cut to what fits in a picture: its first four and last four characters. */
export function shortAccount(id: string): string {
  const letters = [...id];
  return letters.length <= 14 ? visible(id) : `${visible(letters.slice(0, 4).join(""))}…${visible(letters.slice(-4).join(""))}`;
}

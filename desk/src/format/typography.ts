// French typography is set here once, so that the dictionary is written with plain spaces: a thin no-break space before ; ! ? and %,
// a no-break space before a colon and inside guillemets.

/** Sets the spaces of a French sentence. */
export function typeset(text: string): string {
  return text
    .replace(/ ([;!?%])/g, "\u202f$1")
    .replace(/ :/g, "\u00a0:")
    .replace(/« /g, "«\u00a0")
    .replace(/ »/g, "\u00a0»")
    .replace(/'/g, "’");
}

/** Does the same to all texts of a dictionary, and to those that its functions make. */
export function typesetAll<T>(words: T): T {
  if (typeof words === "string") return typeset(words) as T;
  if (typeof words === "function") {
    const make = words as unknown as (...values: unknown[]) => string;
    return ((...values: unknown[]) => typeset(make(...values))) as T;
  }
  if (Array.isArray(words)) return words.map(typesetAll) as T;
  if (words && typeof words === "object") {
    return Object.fromEntries(Object.entries(words).map(([key, value]) => [key, typesetAll(value)])) as T;
  }
  return words;
}

// Which words are shown: one dictionary a language, both complete by type.

import type { Words } from "../api/types";
import { language, useCell } from "../state";
import type { Language } from "../format/money";
import { typeset } from "../format/typography";
import { en, type Dictionary } from "./en";
import { fr } from "./fr";

export type { Dictionary };

const dictionaries: Record<Language, Dictionary> = { en, fr };

/** The words of the reader's language; the component is drawn again when it changes. */
export function useWords(): Dictionary {
  return dictionaries[useCell(language)];
}

/** The reader's language. */
export function useLanguage(): Language {
  return useCell(language);
}

/** A sentence of the server in a language, French with its spaces and apostrophes set as the dictionary's are. */
export function say(words: Words, inLanguage: Language): string {
  if (inLanguage === "fr" && words.fr) return typeset(words.fr);
  return words[inLanguage] || words.en || words.fr;
}

export { en, fr };

// What the whole page shares and remembers between visits: language, theme, which messages stand. No data of the case is kept in the
// browser: only the two choices of the reader are.

import { useEffect, useState } from "preact/hooks";
import type { Language } from "./format/money";

export type Theme = "auto" | "light" | "dark";

export interface Cell<T> {
  get(): T;
  set(value: T): void;
  watch(listener: () => void): () => void;
}

/** A value that tells who watches it when it changes. */
export function cell<T>(initial: T): Cell<T> {
  let held = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => held,
    set(value) {
      if (Object.is(value, held)) return;
      held = value;
      for (const listener of [...listeners]) listener();
    },
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The value of a cell; the component is drawn again when it changes. */
export function useCell<T>(of: Cell<T>): T {
  const [value, setValue] = useState(of.get());
  useEffect(() => {
    setValue(() => of.get());
    return of.watch(() => setValue(() => of.get()));
  }, [of]);
  return value;
}

function remembered(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // A browser that keeps nothing is a choice too.
  }
}

const said = remembered("filature.language");
export const language = cell<Language>(said === "fr" || said === "en" ? said : globalThis.navigator?.language.startsWith("fr") ? "fr" : "en");
/** Whether the reader chose a language; until then the case's own counts. */
export const languageChosen = cell(said === "fr" || said === "en");

const shown = remembered("filature.theme");
export const theme = cell<Theme>(shown === "light" || shown === "dark" ? shown : "auto");

/** Takes the reader's choice of language and keeps it. */
export function chooseLanguage(value: Language): void {
  languageChosen.set(true);
  language.set(value);
  remember("filature.language", value);
}

/** Takes the reader's choice of theme and keeps it. */
export function chooseTheme(value: Theme): void {
  theme.set(value);
  remember("filature.theme", value);
}

/** Sets what the style sheet and a screen reader go by. */
export function applyChoices(): void {
  const root = document.documentElement;
  const apply = () => {
    root.lang = language.get();
    if (theme.get() === "auto") root.removeAttribute("data-theme");
    else root.setAttribute("data-theme", theme.get());
  };
  language.watch(apply);
  theme.watch(apply);
  apply();
}

/** Counts up with each act that changed the case, so that what is shown is asked for again. */
export const revision = cell(0);

/** Whether what findings rest on (who is protected, who holds what) has changed since they were made; known of this page's own acts. */
export const isDetectionDue = cell(false);

/** Says that the case has changed. */
export function caseChanged(): void {
  revision.set(revision.get() + 1);
}

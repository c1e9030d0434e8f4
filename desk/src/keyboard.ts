// Letters for people who work all day: `/` searches, `g l` goes to the leads, `?` lists them. They never act on data, and never while
// something is being typed.

import { go, link, type Screen } from "./router";

/** The letter that follows `g`. */
export const LETTERS: Record<string, Screen> = {
  c: "case",
  l: "leads",
  n: "network",
  f: "follow",
  a: "accounts",
  m: "marks",
  d: "dossier",
  j: "journal",
  w: "whole",
};

const WAIT_MS = 1200;

interface Actions {
  search(): void;
  help(): void;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

/** Listens until it is told to stop. */
export function listen({ search, help }: Actions): () => void {
  let going = 0;
  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape" && isTyping(event.target) && !document.querySelector("dialog[open]")) {
      (event.target as HTMLElement).blur();
      return;
    }
    if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
    const screen = LETTERS[event.key];
    if (Date.now() - going < WAIT_MS && screen) {
      going = 0;
      event.preventDefault();
      go(link(screen));
    } else if (event.key === "g") going = Date.now();
    else if (event.key === "/") {
      event.preventDefault();
      search();
    } else if (event.key === "?") {
      event.preventDefault();
      help();
    } else going = 0;
  };
  addEventListener("keydown", onKey);
  return () => removeEventListener("keydown", onKey);
}

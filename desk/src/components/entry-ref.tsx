// From a figure to its source: opens an entry on top of the present screen, in the address, so that back closes it.

import type { ComponentChildren } from "preact";
import { change } from "../router";
import { useWords } from "../words";

export function openEntry(entry: string): void {
  change({ entry }, false);
}

export function EntryRef({ entry, children }: { entry: string; children: ComponentChildren }) {
  const words = useWords();
  return (
    <button type="button" class="link source-link" title={words.screens.entry.title} onClick={() => openEntry(entry)}>
      {children}
    </button>
  );
}

// From a figure to its source: opens an entry on top of the present screen, in the address, so that back closes it.

import type { ComponentChildren } from "preact";
import { change } from "../router";
import { useWords } from "../words";

/** Opens an entry; `account` where both sides of a transaction may bear its id. */
export function openEntry(entry: string, account: string | null = null): void {
  change({ entry, of: account }, false);
}

export function EntryRef({ entry, children }: { entry: string; children: ComponentChildren }) {
  const words = useWords();
  return (
    <button type="button" class="link source-link" title={words.screens.entry.title} onClick={() => openEntry(entry)}>
      {children}
    </button>
  );
}

// A label of a mark: always its word; the colour that the case gave it stands beside, and is never the only sign.

import type { Colour } from "../api/types";
import { useWords } from "../words";
import { Said } from "./text";

export function MarkChip({ label, colour, most = 60 }: { label: string; colour: Colour | null; most?: number }) {
  const words = useWords();
  return (
    <span class="mark">
      {colour && <span class={`swatch is-${colour}`} role="img" aria-label={words.screens.marks.colours[colour]} />}
      <Said text={label} most={most} />
    </span>
  );
}

// A page of a PDF as its words stand on it, from the reader's own layout, with those of the entry marked. The words can be selected,
// and are read in their order.

import { useState } from "preact/hooks";
import { at, useGet } from "../api/client";
import type { SourcePage } from "../api/types";
import { useWords } from "../words";
import { cut, visible } from "../format/text";
import { Answer } from "./states";

export function SourcePageView({ sha256, first, entry, name }: { sha256: string; first: number; entry: string | null; name: string }) {
  const words = useWords();
  const of = words.screens.entry;
  const [page, setPage] = useState(first);
  const words_ = useGet<SourcePage>(at(["sources", sha256, "page", page], { entry }), true);
  return (
    <Answer of={words_}>
      {(data) => (
        <figure class="sheet-of">
          <div class="scroll sheet-place" tabIndex={0} role="region" aria-label={`${of.pageText} ${cut(name, 80)}`.trim()}>
            <svg class="sheet" viewBox={`0 0 ${data.width} ${data.height}`} role="img" aria-label={data.words.map((word) => visible(word.text)).join(" ")}>
              {data.words.map((word, index) => (
                <g key={index}>
                  {word.marked && <rect class="sheet-mark" x={word.x - 1.5} y={word.y - 1} width={word.w + 3} height={word.h + 2} />}
                  <text x={word.x} y={word.y + word.h * 0.8} font-size={word.h * 0.86} textLength={word.w > 0 ? word.w : undefined} lengthAdjust="spacingAndGlyphs">
                    {visible(word.text)}
                  </text>
                </g>
              ))}
            </svg>
          </div>
          <figcaption class="sheet-foot">
            <button type="button" disabled={page <= 1} onClick={() => setPage(page - 1)}>
              {of.previousPage}
            </button>
            <span>{of.pageView(page, data.pages)}</span>
            <button type="button" disabled={page >= data.pages} onClick={() => setPage(page + 1)}>
              {of.nextPage}
            </button>
          </figcaption>
        </figure>
      )}
    </Answer>
  );
}

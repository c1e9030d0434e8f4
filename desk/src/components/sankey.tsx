// A sum over time: what surely moved is full, up to the most is hatched, what a person asserted has a broken line. The table beside it
// says the same and is what a keyboard goes through.

import { useId, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Picture, PictureLink, PictureNode } from "../api/types";
import { shortDay } from "../format/dates";
import { range, type Language } from "../format/money";
import { cut, shortAccount } from "../format/text";
import { useLanguage, useWords, type Dictionary } from "../words";
import { layOut, type Bar } from "./sankey-layout";

const LEAST_COLUMN_PX = 148;
/** As wide as a letter of the labels is at most, on average. */
const LETTER_PX = 7.6;

/** How a place in time is called, its name cut to what has room. */
export function nodeLabel(node: PictureNode, words: Dictionary, mostLetters = 22): string {
  const of = words.screens.follow;
  const as = node.kind === "held" ? of.held : node.kind === "claim" ? of.begins : of.leftAs[node.kind];
  const name = node.label ? cut(node.label, mostLetters) : node.account ? shortAccount(node.account) : "";
  return [name, as].filter(Boolean).join(" · ") || node.id;
}

interface Props {
  picture: Picture;
  label: string;
  chosen: PictureLink | PictureNode | null;
  onChoose(what: PictureLink | PictureNode): void;
}

export function Sankey({ picture, label, chosen, onChoose }: Props) {
  const words = useWords();
  const language = useLanguage();
  const of = words.screens.follow;
  const place = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState(900);
  const hatch = useId();
  useLayoutEffect(() => {
    const element = place.current;
    if (!element) return;
    const measure = () => setRoom(Math.max(320, element.clientWidth - 4));
    measure();
    const watcher = new ResizeObserver(measure);
    watcher.observe(element);
    return () => watcher.disconnect();
  }, []);
  const width = Math.max(room, picture.columns.length * LEAST_COLUMN_PX);
  const names = useMemo(() => new Map(picture.nodes.map((node) => [node.id, nodeLabel(node, words)])), [picture, words]);
  const longest = Math.max(0, ...picture.nodes.filter((node) => node.column === picture.columns.length - 1).map((node) => names.get(node.id)?.length ?? 0));
  const layout = useMemo(() => layOut(picture, width, Math.max(120, longest * LETTER_PX + 24)), [picture, width, longest]);
  return (
    <div ref={place} class="scroll sankey-place" tabIndex={0} role="region" aria-label={label}>
      {layout ? (
        <svg class="sankey" width={width} height={layout.height} viewBox={`0 0 ${width} ${layout.height}`} role="img" aria-label={`${label}. ${of.pictureHelp}`}>
          <defs>
            <pattern id={hatch} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <rect class="hatch-ground" width="5" height="5" />
              <rect class="hatch-line" width="1.8" height="5" />
            </pattern>
          </defs>
          {picture.columns.map((day, column) =>
            layout.columnX[column] === undefined ? null : (
              <g key={column} class="sankey-day">
                <line x1={layout.columnX[column]} x2={layout.columnX[column]} y1={20} y2={layout.height} />
                <text x={layout.columnX[column]} y={13}>
                  {shortDay(day, language)}
                </text>
              </g>
            ),
          )}
          {layout.ribbons.map((ribbon, index) => (
            <g key={index} class={`ribbon${chosen === ribbon.of ? " is-chosen" : ""}${ribbon.of.asserted ? " is-asserted" : ""}`} onClick={() => onChoose(ribbon.of)}>
              <title>{`${names.get(ribbon.of.source)} → ${names.get(ribbon.of.target)}\n${range(ribbon.of, language)}`}</title>
              {ribbon.sure < ribbon.width - 0.2 && <path class="ribbon-most" d={ribbon.path} stroke={`url(#${hatch})`} stroke-width={ribbon.width} />}
              {ribbon.sure > 0 && <path class="ribbon-sure" d={ribbon.path} stroke-width={Math.max(1, ribbon.sure)} />}
              {ribbon.of.asserted && <path class="ribbon-asserted" d={ribbon.path} />}
              {ribbon.of.unlisted && <path class="ribbon-unlisted" d={ribbon.path} />}
              <path class="ribbon-reach" d={ribbon.path} stroke-width={Math.max(14, ribbon.width)} />
            </g>
          ))}
          {layout.bars.map((bar) => (
            <BarOf key={bar.of.id} bar={bar} room={bar.isLast ? Infinity : (layout.columnX[1] ?? width) - (layout.columnX[0] ?? 0)} isChosen={chosen === bar.of} language={language} words={words} onChoose={() => onChoose(bar.of)} />
          ))}
        </svg>
      ) : (
        <p class="soft">{of.noPicture}</p>
      )}
    </div>
  );
}

function BarOf({ bar, room, isChosen, language, words, onChoose }: { bar: Bar; room: number; isChosen: boolean; language: Language; words: Dictionary; onChoose(): void }) {
  const middle = bar.y + bar.height / 2;
  const whole = nodeLabel(bar.of, words);
  // What does not fit before the next bar is cut from the name, not from how it stands there.
  const over = Math.ceil((whole.length * LETTER_PX + bar.width + 12 - room) / LETTER_PX);
  const text = over > 0 ? nodeLabel(bar.of, words, Math.max(6, 22 - over)) : whole;
  return (
    <g class={`bar bar-${bar.of.kind}${isChosen ? " is-chosen" : ""}`} onClick={onChoose}>
      <title>{`${whole}\n${range(bar.of, language)}`}</title>
      <rect x={bar.x} y={bar.y} width={bar.width} height={bar.height} />
      <text x={bar.x + bar.width + 6} y={middle - 2}>
        {text}
      </text>
      <text class="bar-amount" x={bar.x + bar.width + 6} y={middle + 13}>
        {range(bar.of, language)}
      </text>
    </g>
  );
}

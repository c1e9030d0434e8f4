// A period chosen by two handles over the months of what is shown, or by letting the months go by one after the other.

import { useEffect, useState } from "preact/hooks";
import { addDays, daysBetween, span } from "../format/dates";
import { change } from "../router";
import { useLanguage, useWords } from "../words";

interface Props {
  first: string;
  last: string;
  from: string | null;
  to: string | null;
}

const STEP_DAYS = 30;
const PAUSE_MS = 1200;
const TYPING_MS = 180;

export function TimeSlider({ first, last, from, to }: Props) {
  const words = useWords();
  const language = useLanguage();
  const of = words.screens.network;
  const all = Math.max(1, daysBetween(first, last));
  const asked = { begin: from ? Math.max(0, daysBetween(first, from)) : 0, end: to ? Math.min(all, daysBetween(first, to)) : all };
  const [held, setHeld] = useState(asked);
  const [isPlaying, setIsPlaying] = useState(false);
  useEffect(() => setHeld(asked), [from, to, first, last]);

  useEffect(() => {
    if (held.begin === asked.begin && held.end === asked.end) return;
    const waiting = setTimeout(() => {
      change({ from: held.begin <= 0 ? null : addDays(first, held.begin), to: held.end >= all ? null : addDays(first, held.end) });
    }, TYPING_MS);
    return () => clearTimeout(waiting);
  }, [held.begin, held.end]);

  useEffect(() => {
    if (!isPlaying) return;
    const next = setTimeout(() => {
      const begin = held.end >= all ? 0 : held.end;
      setHeld({ begin, end: Math.min(all, begin + STEP_DAYS) });
    }, PAUSE_MS);
    return () => clearTimeout(next);
  }, [isPlaying, held.begin, held.end]);

  const handle = (key: "begin" | "end", label: string) => (
    <input
      type="range"
      min={0}
      max={all}
      step={1}
      value={held[key]}
      aria-label={label}
      aria-valuetext={span(addDays(first, held[key]), null, language)}
      onInput={(event) => {
        const value = Number(event.currentTarget.value);
        setHeld(key === "begin" ? { begin: Math.min(value, held.end), end: held.end } : { begin: held.begin, end: Math.max(value, held.begin) });
      }}
    />
  );
  return (
    <div class="slider" role="group" aria-label={of.time}>
      <div class="slider-handles">
        {handle("begin", of.timeFrom)}
        {handle("end", of.timeTo)}
      </div>
      <output class="slider-said">{span(addDays(first, held.begin), addDays(first, held.end), language)}</output>
      <button type="button" class="small" aria-pressed={isPlaying} onClick={() => setIsPlaying(!isPlaying)}>
        {isPlaying ? of.stop : of.play}
      </button>
    </div>
  );
}

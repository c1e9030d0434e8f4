// A table of any length of which only what is in view is drawn. To a screen reader it is a grid that knows its number of rows;
// arrow keys go from row to row, Enter opens one, Space selects one.

import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { useWords } from "../words";
import * as model from "./scroll-model";

export interface Column<Row> {
  key: string;
  title: ComponentChildren;
  /** What a screen reader and a tooltip say of it, where the title is short. */
  hint?: string;
  /** A track of the style sheet's grid: `8rem`, `minmax(12rem, 1fr)`. */
  width: string;
  align?: "right" | "centre";
  sticky?: boolean;
  /** The word by which the server sorts. */
  sort?: string;
  cell(row: Row, index: number): ComponentChildren;
}

export interface TableProps<Row> {
  caption: string;
  columns: Column<Row>[];
  total: number;
  row(index: number): Row | undefined;
  need?(from: number, to: number): void;
  rowHeight?: number;
  /** Its height where there are more rows than fit. */
  height?: string | undefined;
  sorted?: string;
  onSort?(word: string): void;
  onOpen?(row: Row, index: number): void;
  isChosen?(row: Row): boolean;
  onChoose?(row: Row, index: number, extend: boolean): void;
  isMarked?(row: Row): boolean;
  /** How many lines a sentence may take. */
  lines?: number;
}

const MOST_SHOWN_ROWS = 18;
const MOST_SHOWN_PX = 900;
/** A row of one line, and what each line more adds. */
const ROW_PX = 32;
const LINE_PX = 18;
const MOST_PRINTED_ROWS = 300;

export function VirtualTable<Row>(props: TableProps<Row>) {
  const { caption, columns, total, lines = 1 } = props;
  const rowHeight = props.rowHeight ?? ROW_PX + (lines - 1) * LINE_PX;
  const mostRows = Math.min(MOST_SHOWN_ROWS, Math.floor(MOST_SHOWN_PX / rowHeight));
  const words = useWords();
  const scroller = useRef<HTMLDivElement>(null);
  const [viewHeight, setViewHeight] = useState(rowHeight * mostRows);
  const [position, setPosition] = useState<model.Position>({ scrollTop: 0, listTop: 0 });
  const [current, setCurrent] = useState(0);
  // Where the keys are: they may come faster than the table is drawn.
  const at = useRef(0);
  const focusWanted = useRef(false);
  const resting = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const [isPrinted, setIsPrinted] = useState(false);
  const latest = useRef(position);
  latest.current = position;
  const printedHeight = Math.min(total, MOST_PRINTED_ROWS) * rowHeight;
  const geometry: model.Geometry = { rows: total, rowHeight, viewHeight: isPrinted ? printedHeight : viewHeight };
  const shown = model.windowOf(geometry, position);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const measure = () => {
      const head = element.querySelector<HTMLElement>(".vt-head")?.offsetHeight ?? 0;
      setViewHeight(Math.min(Math.max(rowHeight, element.clientHeight - head), MOST_PRINTED_ROWS * rowHeight));
    };
    measure();
    const watcher = new ResizeObserver(measure);
    watcher.observe(element);
    return () => watcher.disconnect();
  }, [rowHeight, total === 0]);

  useEffect(() => {
    const before = () => setIsPrinted(true);
    const after = () => setIsPrinted(false);
    addEventListener("beforeprint", before);
    addEventListener("afterprint", after);
    return () => {
      removeEventListener("beforeprint", before);
      removeEventListener("afterprint", after);
    };
  }, []);

  useEffect(() => props.need?.(shown.from, Math.max(shown.from, shown.to - 1)));

  useEffect(() => {
    if (!focusWanted.current) return;
    focusWanted.current = false;
    scroller.current?.querySelector<HTMLElement>(`[data-row="${current}"]`)?.focus({ preventScroll: true });
  }, [current, shown.from]);

  const put = (next: model.Position) => {
    latest.current = next;
    setPosition(next);
    const element = scroller.current;
    if (element && element.scrollTop !== next.scrollTop) element.scrollTop = next.scrollTop;
  };

  const onScroll = () => {
    const element = scroller.current;
    if (!element || element.scrollTop === latest.current.scrollTop) return;
    const next = model.scrolled(geometry, latest.current, element.scrollTop);
    latest.current = next;
    setPosition(next);
    clearTimeout(resting.current);
    const settle = () => put(model.settled(geometry, latest.current));
    const rest = model.settled(geometry, next);
    const atEnd = next.scrollTop <= 0 || next.scrollTop >= model.elementHeight(geometry) - viewHeight;
    if (atEnd && rest.scrollTop !== next.scrollTop) settle();
    else resting.current = setTimeout(settle, 160);
  };

  const goTo = (row: number) => {
    const target = Math.min(Math.max(0, row), total - 1);
    focusWanted.current = true;
    at.current = target;
    setCurrent(target);
    put(model.showing(geometry, latest.current, target));
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const target = event.target as HTMLElement;
    if (target.closest("button, input, select, a") || event.ctrlKey || event.metaKey || event.altKey) return;
    const pageRows = Math.max(1, Math.floor(viewHeight / rowHeight) - 1);
    const steps: Record<string, number> = { ArrowDown: at.current + 1, ArrowUp: at.current - 1, PageDown: at.current + pageRows, PageUp: at.current - pageRows, Home: 0, End: total - 1 };
    const step = steps[event.key];
    const row = props.row(at.current);
    if (step !== undefined) goTo(step);
    else if (event.key === "Enter" && row && props.onOpen) props.onOpen(row, at.current);
    else if (event.key === " " && row && props.onChoose) props.onChoose(row, at.current, event.shiftKey);
    else return;
    event.preventDefault();
  };

  // Head and rows are grids of their own: they agree because both are as wide as their narrowest columns at least.
  const least = leastWidth(columns.map((column) => column.width));
  const template = columns.map((column) => column.width).join(" ");
  const classes = (column: Column<Row>, ...more: string[]) =>
    ["vt-cell", column.align ? `is-${column.align}` : "", column.sticky ? "is-sticky" : "", ...more].filter(Boolean).join(" ");
  const height = props.height ?? `calc(${Math.min(Math.max(total, 1), mostRows) * rowHeight}px + var(--head-height) + 1px)`;
  const drawn = Array.from({ length: Math.max(0, shown.to - shown.from) }, (_, step) => shown.from + step);
  // Paper cannot wait for rows that are on their way.
  const indexes = isPrinted ? drawn.filter((index) => props.row(index) !== undefined) : drawn;
  const focusable = current >= shown.from && current < shown.to ? current : shown.from;

  return (
    <div
      class={lines > 1 ? "vt is-wrapping" : "vt"}
      role="grid"
      aria-label={caption}
      aria-rowcount={total + 1}
      aria-colcount={columns.length}
      aria-multiselectable={props.onChoose ? true : undefined}
      ref={scroller}
      style={{ height, "--lines": lines }}
      onScroll={onScroll}
      onKeyDown={onKeyDown}
    >
      <div class="vt-head" role="rowgroup" style={{ minWidth: least }}>
        <div class="vt-row" role="row" aria-rowindex={1} style={{ gridTemplateColumns: template }}>
          {columns.map((column) => (
            <div
              key={column.key}
              role="columnheader"
              class={classes(column, "vt-title")}
              aria-sort={ariaSort(column.sort, props.sorted)}
              title={column.hint}
            >
              {column.sort && props.onSort ? (
                <button type="button" class="vt-sort" onClick={() => props.onSort?.(nextSort(column.sort ?? "", props.sorted))}>
                  {column.title}
                  {(props.sorted === column.sort || props.sorted === `-${column.sort}`) && (
                    <span class="vt-order" aria-hidden="true">
                      {props.sorted === column.sort ? "▲" : "▼"}
                    </span>
                  )}
                </button>
              ) : (
                column.title
              )}
            </div>
          ))}
        </div>
      </div>
      <div class="vt-body" role="rowgroup" style={{ height: `${model.elementHeight(geometry)}px`, minWidth: least }}>
        <div class="vt-window" role="presentation" style={{ transform: `translateY(${shown.top}px)` }}>
          {indexes.map((index) => {
            const row = props.row(index);
            const chosen = row && props.isChosen ? props.isChosen(row) : undefined;
            return (
              <div
                key={index}
                role="row"
                class={`vt-row vt-data${props.onOpen ? " is-open" : ""}${row && props.isMarked?.(row) ? " is-marked" : ""}`}
                aria-rowindex={index + 2}
                aria-selected={chosen}
                data-row={index}
                tabIndex={index === focusable ? 0 : -1}
                style={{ gridTemplateColumns: template, height: `${rowHeight}px` }}
                onFocus={() => {
                  at.current = index;
                  setCurrent(index);
                }}
                onClick={(event) => {
                  if ((event.target as HTMLElement).closest("a, button, input, label")) return;
                  if (row && props.onOpen && !getSelection()?.toString()) props.onOpen(row, index);
                }}
              >
                {columns.map((column) => (
                  <div key={column.key} role="gridcell" class={classes(column)}>
                    {row ? column.cell(row, index) : column === columns[0] ? <span class="vt-wait">{words.common.loading}</span> : null}
                  </div>
                ))}
              </div>
            );
          })}
        </div>
      </div>
      {isPrinted && indexes.length < total && <p class="vt-printed">{words.common.printed(indexes.length, total)}</p>}
    </div>
  );
}

/** The sum of the narrowest that columns may be: `minmax(12rem, 1fr)` and `8rem` are 20rem. */
export function leastWidth(widths: string[]): string {
  return `${widths.reduce((sum, width) => sum + Number(/([\d.]+)rem/.exec(width)?.[1] ?? 0), 0)}rem`;
}

function ariaSort(word: string | undefined, sorted: string | undefined): "ascending" | "descending" | undefined {
  if (!word || !sorted) return undefined;
  if (sorted === word) return "ascending";
  return sorted === `-${word}` ? "descending" : undefined;
}

function nextSort(word: string, sorted: string | undefined): string {
  return sorted === `-${word}` ? word : `-${word}`;
}

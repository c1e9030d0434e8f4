// A browser makes no element taller than about 33 million pixels; five million rows of 32 pixels are 160 million. So the element is
// lower than the list, and two ways of scrolling are told apart:
//
//     a small step (wheel, arrow key)   moves the list by the same pixels: rows go by one at a time
//     a long way (dragging the bar)     goes to the same part of the list: half way down is half of the rows
//
// After small steps the bar is put where it belongs for where the list is (`settled`), which nobody sees.

/** The tallest that an element is made. */
export const TALLEST_PX = 8_000_000;

export interface Geometry {
  rows: number;
  rowHeight: number;
  viewHeight: number;
}

export interface Position {
  /** Of the element. */
  scrollTop: number;
  /** Of the list. */
  listTop: number;
}

/** How tall the scrolled element is. */
export function elementHeight({ rows, rowHeight }: Geometry): number {
  return Math.min(rows * rowHeight, TALLEST_PX);
}

function ends(geometry: Geometry): { element: number; list: number } {
  const list = Math.max(0, geometry.rows * geometry.rowHeight - geometry.viewHeight);
  return { element: Math.max(0, elementHeight(geometry) - geometry.viewHeight), list };
}

function within(value: number, most: number): number {
  return Math.min(Math.max(0, value), most);
}

/** Where the list is after the element was scrolled. */
export function scrolled(geometry: Geometry, before: Position, scrollTop: number): Position {
  const end = ends(geometry);
  if (end.element === end.list) return { scrollTop, listTop: within(scrollTop, end.list) };
  const step = scrollTop - before.scrollTop;
  const isSmall = Math.abs(step) <= geometry.viewHeight * 1.5;
  const listTop = isSmall ? before.listTop + step : (scrollTop / end.element) * end.list;
  return { scrollTop, listTop: within(listTop, end.list) };
}

/** Where the bar belongs for where the list is. */
export function settled(geometry: Geometry, position: Position): Position {
  const end = ends(geometry);
  if (end.element === end.list) return position;
  const scrollTop = Math.round((position.listTop / end.list) * end.element);
  // Never at the very end while rows are left: the wheel could go no further.
  const least = position.listTop > 0 ? 1 : 0;
  const most = position.listTop < end.list ? end.element - 1 : end.element;
  return { scrollTop: Math.min(Math.max(scrollTop, least), most), listTop: position.listTop };
}

/** The position at which a row is in view, moved no further than needed. */
export function showing(geometry: Geometry, position: Position, row: number): Position {
  const top = row * geometry.rowHeight;
  const bottom = top + geometry.rowHeight;
  let listTop = position.listTop;
  if (top < listTop) listTop = top;
  else if (bottom > listTop + geometry.viewHeight) listTop = bottom - geometry.viewHeight;
  const end = ends(geometry);
  const moved = { scrollTop: listTop, listTop: within(listTop, end.list) };
  return end.element === end.list ? moved : settled(geometry, moved);
}

/** The rows that are drawn, with some to spare on either side. */
export function windowOf(geometry: Geometry, position: Position, spare = 6): { from: number; to: number; top: number } {
  const first = Math.floor(position.listTop / geometry.rowHeight);
  const seen = Math.ceil(geometry.viewHeight / geometry.rowHeight) + 1;
  const from = Math.max(0, first - spare);
  const to = Math.min(geometry.rows, first + seen + spare);
  return { from, to, top: position.scrollTop + from * geometry.rowHeight - position.listTop };
}

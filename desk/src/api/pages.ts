// Rows of a long list, asked for in blocks as they come into view. Blocks far from view are forgotten, so that five million rows
// cost no more than the few hundred that are looked at.

import { useEffect, useMemo, useReducer } from "preact/hooks";
import { revision, useCell } from "../state";
import { Failed, get } from "./client";
import type { Page } from "./types";

const BLOCK_ROWS = 200;
const MOST_BLOCKS = 40;

/** Where the rows of a list are kept, by block. */
export class Blocks<Row> {
  total = 0;
  known = false;
  failed: Failed | null = null;
  private blocks = new Map<number, Row[]>();
  private asked = new Map<number, AbortController>();

  constructor(
    private readonly address: (offset: number, limit: number) => string,
    private readonly changed: () => void,
    private readonly ask: <T>(address: string, signal?: AbortSignal) => Promise<T> = get,
  ) {}

  /** A row, or nothing while it is on its way. */
  row(index: number): Row | undefined {
    return this.blocks.get(Math.floor(index / BLOCK_ROWS))?.[index % BLOCK_ROWS];
  }

  /** Asks for what is missing between two rows, and gives up what is no longer looked at. */
  need(from: number, to: number): void {
    const first = Math.floor(Math.max(0, from) / BLOCK_ROWS);
    const last = Math.floor(Math.max(0, to) / BLOCK_ROWS);
    for (const [block, stop] of this.asked) {
      if (block < first || block > last) {
        stop.abort();
        this.asked.delete(block);
      }
    }
    for (let block = first; block <= last; block += 1) {
      const rows = this.blocks.get(block);
      if (rows) {
        // Moved to the end: the order of the map is that of last use.
        this.blocks.delete(block);
        this.blocks.set(block, rows);
      } else if (!this.asked.has(block)) {
        this.fetch(block);
      }
    }
    while (this.blocks.size > MOST_BLOCKS) {
      const oldest = this.blocks.keys().next().value;
      if (oldest === undefined) break;
      this.blocks.delete(oldest);
    }
  }

  stop(): void {
    for (const stop of this.asked.values()) stop.abort();
    this.asked.clear();
  }

  private fetch(block: number): void {
    const stop = new AbortController();
    this.asked.set(block, stop);
    this.ask<Page<Row>>(this.address(block * BLOCK_ROWS, BLOCK_ROWS), stop.signal).then(
      (page) => {
        if (stop.signal.aborted) return;
        this.asked.delete(block);
        this.blocks.set(block, page.rows);
        this.total = page.total;
        this.known = true;
        this.failed = null;
        this.changed();
      },
      (error: unknown) => {
        if (stop.signal.aborted || !(error instanceof Failed)) return;
        this.failed = error;
        this.changed();
      },
    );
  }
}

/** The rows of a list; asked for anew when its address or the case changes. */
export function usePages<Row>(key: string, address: (offset: number, limit: number) => string): Blocks<Row> {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const changed = useCell(revision);
  // The key says what the address is made of; the function itself is a new one at each drawing.
  const blocks = useMemo(() => new Blocks<Row>(address, () => redraw(0)), [key, changed]);
  useEffect(() => {
    blocks.need(0, BLOCK_ROWS - 1);
    return () => blocks.stop();
  }, [blocks]);
  return blocks;
}

// Where the bars and ribbons of a followed sum stand. Columns are places in time that the server gives; heights are in proportion to
// the most that is known. Doubles are for places alone.

import { sankey, sankeyLinkHorizontal, type SankeyLink, type SankeyNode } from "d3-sankey";
import type { Picture, PictureLink, PictureNode } from "../api/types";
import { share } from "../format/money";

export interface Bar {
  of: PictureNode;
  x: number;
  y: number;
  width: number;
  height: number;
  isLast: boolean;
}

export interface Ribbon {
  of: PictureLink;
  path: string;
  /** As thick as the most. */
  width: number;
  /** As thick as the least. */
  sure: number;
}

export interface Layout {
  bars: Bar[];
  ribbons: Ribbon[];
  height: number;
  columnX: number[];
}

const BAR_PX = 10;
const PADDING_PX = 34;
const TOP_PX = 34;
/** Room to the right of the last bars, where nobody says how long their labels are. */
const LABEL_PX = 168;

interface Extra {
  given: PictureNode;
}
interface LinkExtra {
  given: PictureLink;
}

/** Lays a picture out; nothing where its movements go in a circle, which no columns can show. */
export function layOut(picture: Picture, width: number, labelPx = LABEL_PX): Layout | null {
  const known = new Set(picture.nodes.map((node) => node.id));
  const given = picture.links.filter((link) => known.has(link.source) && known.has(link.target) && link.high.minor !== "0");
  const used = new Set(given.flatMap((link) => [link.source, link.target]));
  const nodes = picture.nodes.filter((node) => used.has(node.id));
  if (nodes.length === 0) return null;
  const most = given.reduce((best, link) => (BigInt(link.high.minor) > BigInt(best) ? link.high.minor : best), "1");
  const busiest = Math.max(1, ...[...new Set(nodes.map((node) => node.column))].map((column) => nodes.filter((node) => node.column === column).length));
  const height = TOP_PX + Math.min(1400, Math.max(340, busiest * (PADDING_PX + 44)));
  const columns = Math.max(1, ...nodes.map((node) => node.column));
  const make = sankey<Extra, LinkExtra>()
    .nodeId((node) => (node as SankeyNode<Extra, LinkExtra> & Extra).given.id)
    .nodeWidth(BAR_PX)
    .nodePadding(PADDING_PX)
    .nodeAlign((node) => (node as unknown as Extra).given.column)
    .extent([
      [2, TOP_PX],
      [width - labelPx, height - 6],
    ]);
  try {
    const graph = make({
      nodes: nodes.map((node) => ({ given: node })),
      links: given.map((link) => ({ given: link, source: link.source, target: link.target, value: Math.max(share(link.high.minor, most), 0.000_001) })),
    });
    const step = (width - labelPx - 2 - BAR_PX) / columns;
    const path = sankeyLinkHorizontal<Extra, LinkExtra>();
    return {
      height,
      columnX: Array.from({ length: columns + 1 }, (_, column) => 2 + column * step),
      bars: graph.nodes.map((node) => ({
        of: node.given,
        x: node.x0 ?? 0,
        y: node.y0 ?? 0,
        width: BAR_PX,
        height: Math.max(1, (node.y1 ?? 0) - (node.y0 ?? 0)),
        isLast: (node.sourceLinks ?? []).length === 0,
      })),
      ribbons: graph.links.map((link) => ribbon(link, path(link) ?? "")),
    };
  } catch {
    return null;
  }
}

function ribbon(link: SankeyLink<Extra, LinkExtra>, path: string): Ribbon {
  const { given } = link as unknown as LinkExtra;
  const width = Math.max(1, link.width ?? 1);
  return { of: given, path, width, sure: width * share(given.low.minor, given.high.minor) };
}

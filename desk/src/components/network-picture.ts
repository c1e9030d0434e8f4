// The network drawn with sigma: places come from the server and stay, so that a picture that is known is known again. Few flows are
// drawn as arrows as wide as what moved; very many as plain lines, which a slow machine draws fast enough.

import { DirectedGraph } from "graphology";
import Sigma from "sigma";
import { EdgeArrowProgram, EdgeLineProgram } from "sigma/rendering";
import type { Network } from "../api/types";
import { compare, share } from "../format/money";
import { cut, shortAccount } from "../format/text";
import { shapeProgram } from "./node-program";
import { isSlow, moveAsPicture } from "./slow-picture";

/** Beyond so many flows, arrows give way to lines. */
const MOST_ARROWS = 4_000;
const FILLED = { hidden: false, forceLabel: false, zIndex: 0 };
const SMALLEST_NODE = 4;
const LARGEST_NODE = 13;

function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function channels(hex: string): [number, number, number] {
  const value = Number.parseInt(hex.replace("#", ""), 16);
  return [(value >> 16) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255];
}

/** Whether this browser draws WebGL at all. */
export function canDraw(): boolean {
  return document.createElement("canvas").getContext("webgl2") !== null || document.createElement("canvas").getContext("webgl") !== null;
}

export class NetworkPicture {
  readonly sigma: Sigma;
  private chosen: string | null = null;
  private near = new Set<string>();
  private readonly stop: () => void = () => undefined;

  constructor(place: HTMLElement, network: Network, onChoose: (id: string | null) => void) {
    const isLarge = network.edges.length > MOST_ARROWS;
    const ink = colour("--ink");
    const soft = colour("--strong-rule");
    const paper = colour("--paper");
    const font = getComputedStyle(place).fontFamily;
    /** To the right of its node, or below it where it would leave the picture. */
    const write = (context: CanvasRenderingContext2D, text: string, node: { x: number; y: number; size: number }, isStrong: boolean) => {
      context.font = `${isStrong ? "600 " : ""}12px ${font}`;
      const width = context.measureText(text).width;
      const right = node.x + node.size * 1.3 + 3;
      const fits = right + width <= place.clientWidth;
      const x = fits ? right : Math.max(4, place.clientWidth - width - 4);
      const y = fits ? node.y + 4 : node.y + node.size + 16;
      context.lineWidth = 4;
      context.lineJoin = "round";
      context.strokeStyle = paper;
      context.strokeText(text, x, y);
      context.fillStyle = ink;
      context.fillText(text, x, y);
    };
    const accent = colour("--accent");
    const faint = colour("--rule");
    const edgeColour = isLarge ? faint : soft;
    const edgeType = isLarge ? "line" : "arrow";
    const graph = build(network, ink, edgeColour, edgeType);
    this.sigma = new Sigma(graph, place, {
      allowInvalidContainer: true,
      defaultNodeType: "shape",
      nodeProgramClasses: { shape: shapeProgram(channels(paper)) },
      defaultEdgeType: edgeType,
      edgeProgramClasses: { arrow: EdgeArrowProgram, line: EdgeLineProgram },
      defaultNodeColor: ink,
      defaultEdgeColor: edgeColour,
      enableCameraRotation: false,
      labelColor: { color: ink },
      labelFont: font,
      labelSize: 12,
      labelDensity: isLarge ? 0.2 : 0.7,
      labelRenderedSizeThreshold: isLarge ? 7 : 4,
      hideLabelsOnMove: isLarge,
      minCameraRatio: 0.02,
      maxCameraRatio: 4,
      stagePadding: 40,
      zIndex: false,
      defaultDrawNodeLabel: (context, data) => {
        if (data.label) write(context, data.label, data, false);
      },
      defaultDrawNodeHover: (context, data) => {
        context.strokeStyle = accent;
        context.lineWidth = 2;
        context.beginPath();
        context.arc(data.x, data.y, data.size + 5, 0, Math.PI * 2);
        context.stroke();
        if (data.label) write(context, data.label, data, true);
      },
      nodeReducer: (id, data) => {
        if (!this.chosen) return data;
        if (id === this.chosen) return { ...data, color: accent, highlighted: true };
        return this.near.has(id) ? data : { ...data, color: faint, label: null };
      },
      edgeReducer: (edge, data) => {
        if (!this.chosen) return data;
        const [from, to] = graph.extremities(edge);
        return from === this.chosen || to === this.chosen ? { ...data, color: accent } : data;
      },
    });
    if (isLarge && isSlow(this.sigma)) this.stop = moveAsPicture(this.sigma);
    this.sigma.on("clickNode", ({ node }) => onChoose(node));
    this.sigma.on("clickStage", () => onChoose(null));
    place.querySelectorAll("canvas").forEach((canvas) => canvas.setAttribute("aria-hidden", "true"));
  }

  /** Puts one account and those it deals with before the others. */
  choose(id: string | null): void {
    if (id === this.chosen) return;
    const graph = this.sigma.getGraph();
    this.chosen = id !== null && graph.hasNode(id) ? id : null;
    this.near = new Set(this.chosen ? graph.neighbors(this.chosen) : []);
    this.sigma.refresh({ skipIndexation: true });
  }

  closer(): void {
    this.sigma.getCamera().animatedZoom({ duration: still() ? 0 : 160 });
  }

  further(): void {
    this.sigma.getCamera().animatedUnzoom({ duration: still() ? 0 : 160 });
  }

  all(): void {
    this.sigma.getCamera().animatedReset({ duration: still() ? 0 : 160 });
  }

  destroy(): void {
    this.stop();
    this.sigma.kill();
  }
}

function still(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** Each is given all that sigma would fill in: tens of thousands of objects of one form are read fast. */
function build(network: Network, nodeColour: string, edgeColour: string, edgeType: string): DirectedGraph {
  const graph = new DirectedGraph();
  const amounts = network.nodes.map((node) => (BigInt(node.in.minor) + BigInt(node.out.minor)).toString());
  const most = amounts.reduce((best, one) => (compare(one, best) > 0 ? one : best), "1");
  network.nodes.forEach((node, index) => {
    if (graph.hasNode(node.id)) return;
    const part = Math.sqrt(share(amounts[index] ?? "0", most));
    const label = node.label ? `${cut(node.label, 28)} · ${shortAccount(node.id)}` : shortAccount(node.id);
    graph.addNode(node.id, { x: node.x, y: node.y, size: SMALLEST_NODE + part * (LARGEST_NODE - SMALLEST_NODE), label, role: node.role, own: node.own, ...FILLED, color: nodeColour, type: "shape" });
  });
  const widest = network.edges.reduce((best, edge) => (compare(edge.amount.minor, best) > 0 ? edge.amount.minor : best), "1");
  for (const edge of network.edges) {
    if (!graph.hasNode(edge.from) || !graph.hasNode(edge.to) || graph.hasEdge(edge.from, edge.to)) continue;
    graph.addEdge(edge.from, edge.to, { size: 0.8 + Math.sqrt(share(edge.amount.minor, widest)) * 4, label: "", ...FILLED, color: edgeColour, type: edgeType });
  }
  return graph;
}

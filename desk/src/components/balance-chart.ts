// uPlot's canvas. Doubles are for places on the canvas alone: what is read aloud or shown as a figure is the exact amount.

import UPlot from "uplot";
import type { Balance } from "../api/types";
import { day as writeDay, monthName } from "../format/dates";
import { money, number, type Language } from "../format/money";

const HEIGHT_PX = 300;

function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

export class BalanceChart {
  private readonly plot: UPlot;

  constructor(
    private readonly place: HTMLElement,
    balance: Balance,
    language: Language,
    say: (text: string) => void,
  ) {
    const { points, digits, currency } = balance;
    const seconds = points.map(([at]) => Date.parse(at.length === 10 ? `${at}T00:00:00Z` : at) / 1000);
    const heights = points.map(([, minor]) => Number(minor));
    const lines = { stroke: colour("--rule"), width: 1 };
    const axis = { stroke: colour("--soft"), font: `12px ${getComputedStyle(place).fontFamily}`, grid: lines, ticks: { ...lines, size: 4 } };
    const wide = (value: number) => number(BigInt(Math.round(value)).toString(), digits, language).replace(/[.,]0+$/, "");
    this.plot = new UPlot(
      {
        width: place.clientWidth,
        height: HEIGHT_PX,
        legend: { show: false },
        tzDate: (second) => UPlot.tzDate(new Date(second * 1000), "Etc/UTC"),
        cursor: { points: { size: 8 }, drag: { x: true, y: false } },
        scales: { x: { time: true } },
        axes: [
          { ...axis, space: 70, values: (_plot, splits, _axis, _space, step) => splits.map((second) => axisDay(second, step ?? 0, language)) },
          { ...axis, size: 92, values: (_plot, splits) => splits.map(wide) },
        ],
        series: [
          {},
          {
            stroke: colour("--accent"),
            width: 1.5,
            fill: colour("--accent-faint"),
            ...(UPlot.paths.stepped ? { paths: UPlot.paths.stepped({ align: 1 }) } : {}),
            points: { show: points.length < 60 },
          },
        ],
        hooks: {
          setCursor: [
            (plot) => {
              const point = plot.cursor.idx == null ? undefined : points[plot.cursor.idx];
              say(point ? `${writeDay(point[0], language)} · ${money({ minor: point[1], currency, digits }, language)}` : "");
            },
          ],
        },
      },
      [seconds, heights],
      place,
    );
  }

  fit(): void {
    if (this.place.clientWidth > 0) this.plot.setSize({ width: this.place.clientWidth, height: HEIGHT_PX });
  }

  destroy(): void {
    this.plot.destroy();
  }
}

const MONTH_SECONDS = 27 * 86_400;
const YEAR_SECONDS = 360 * 86_400;

function axisDay(second: number, step: number, language: Language): string {
  const at = new Date(second * 1000);
  if (step >= YEAR_SECONDS) return String(at.getUTCFullYear());
  const month = monthName(at.getUTCMonth(), language, true);
  return step >= MONTH_SECONDS ? `${month} ${at.getUTCFullYear()}` : `${at.getUTCDate()} ${month}`;
}

// A screenshot as a PNG with a palette of 256 colours: a third of the bytes, and the eye sees no difference on a page of text.

import { crc32, deflateSync, inflateSync } from "node:zlib";

const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
const COLOURS_MOST = 256;
const DEFLATE = { level: 9, memLevel: 9 };

/** Writes a PNG of the browser's kind (8 bits, no interlacing, RGB or RGBA) with a palette. */
export function withPalette(png) {
  const { width, height, pixels } = decode(png);
  const counts = new Map();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  const palette = choose(counts);
  const places = new Map();
  for (const pixel of counts.keys()) places.set(pixel, nearest(palette, pixel));
  const lines = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) lines[y * (width + 1) + 1 + x] = places.get(pixels[y * width + x]);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  const colours = Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]));
  return Buffer.concat([SIGNATURE, chunk("IHDR", head), chunk("PLTE", colours), chunk("IDAT", deflateSync(lines, DEFLATE)), chunk("IEND", Buffer.alloc(0))]);
}

/** The colours that are there most, and of the rest those that are furthest from what was taken; the first of equals, so that bytes are the same. */
function choose(counts) {
  const all = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([colour]) => colour);
  if (all.length <= COLOURS_MOST) return all;
  const palette = all.slice(0, COLOURS_MOST / 2);
  const rest = all.slice(COLOURS_MOST / 2);
  const far = rest.map((colour) => Math.min(...palette.map((taken) => distance(taken, colour))));
  while (palette.length < COLOURS_MOST) {
    const at = far.reduce((best, value, index) => (value > far[best] ? index : best), 0);
    palette.push(rest[at]);
    rest.forEach((colour, index) => {
      far[index] = Math.min(far[index], distance(rest[at], colour));
    });
  }
  return palette;
}

function distance(a, b) {
  return ((a >> 16) - (b >> 16)) ** 2 + (((a >> 8) & 255) - ((b >> 8) & 255)) ** 2 + ((a & 255) - (b & 255)) ** 2;
}

function nearest(palette, colour) {
  let best = 0;
  for (let at = 1; at < palette.length; at += 1) if (distance(palette[at], colour) < distance(palette[best], colour)) best = at;
  return best;
}

function chunk(kind, bytes) {
  const body = Buffer.concat([Buffer.from(kind, "latin1"), bytes]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(bytes.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** Pixels as `0xRRGGBB`, line by line. */
function decode(png) {
  const [width, height, kind] = [png.readUInt32BE(16), png.readUInt32BE(20), png[25]];
  const channels = kind === 6 ? 4 : 3;
  const parts = [];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    if (png.toString("latin1", at + 4, at + 8) === "IDAT") parts.push(png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const bytes = inflateSync(Buffer.concat(parts));
  const stride = width * channels;
  const pixels = new Array(width * height);
  let before = Buffer.alloc(stride);
  for (let y = 0; y < height; y += 1) {
    const filter = bytes[y * (stride + 1)];
    const line = Buffer.from(bytes.subarray(y * (stride + 1) + 1, (y + 1) * (stride + 1)));
    for (let x = 0; x < stride; x += 1) {
      const left = x < channels ? 0 : line[x - channels];
      const upLeft = x < channels ? 0 : before[x - channels];
      line[x] += [0, left, before[x], (left + before[x]) >> 1, paeth(left, before[x], upLeft)][filter];
    }
    for (let x = 0; x < width; x += 1) pixels[y * width + x] = (line[x * channels] << 16) | (line[x * channels + 1] << 8) | line[x * channels + 2];
    before = line;
  }
  return { width, height, pixels };
}

/** PNG's own guess of a byte by those left, above and above left. */
function paeth(left, up, upLeft) {
  const guess = left + up - upLeft;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - upLeft)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : upLeft;
}

// Says how large the bundle is when compressed, and fails where it is too large.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const MOST_BYTES = 150_000;
const dist = join(import.meta.dirname, "..", "dist");
let total = 0;
for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())) {
  const size = gzipSync(readFileSync(join(entry.parentPath, entry.name)), { level: 9 }).length;
  total += size;
  console.log(`${String(size).padStart(7)}  ${entry.name}`);
}
console.log(`${String(total).padStart(7)}  in all, compressed; at most ${MOST_BYTES}`);
if (total > MOST_BYTES) process.exit(1);

// One page, one style sheet, and what the network and the balance chart need in chunks of their own. Names are made of contents, so
// that the same sources give the same bytes; nothing is written into the page itself, since its policy allows no inline script.
import { defineConfig } from "vite";

export default defineConfig({
  base: "/",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    target: "es2022",
    outDir: "dist",
    emptyOutDir: true,
    cssCodeSplit: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    sourcemap: false,
  },
});

// One page, one style sheet, and what the network and the balance chart need in chunks of their own. Names are made of contents, so
// that the same sources give the same bytes; nothing is written into the page itself, since its policy allows no inline script.
import { defineConfig } from "vite";

export default defineConfig({
  base: "/",
  // The older way of writing elements is a kilobyte smaller. No file has names like these.
  oxc: { jsx: { runtime: "classic", pragma: "_h", pragmaFrag: "_F" }, jsxInject: `import { h as _h, Fragment as _F } from "preact"` },
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

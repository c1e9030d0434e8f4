// Rules that hold for the sources and for what is built of them.

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..");
const files = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
const read = (path: string) => readFileSync(path, "utf8");

describe("sources", () => {
  it("never make markup of text, and never run text", () => {
    const banned = /innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|document\.write|\beval\(|new Function|createContextualFragment|DOMParser|srcdoc/;
    for (const path of files("src").filter((path) => /\.tsx?$/.test(path))) expect(read(path), path).not.toMatch(banned);
  });

  it("name no other machine", () => {
    for (const path of files("src")) expect(read(path).replaceAll("http://www.w3.org/2000/svg", ""), path).not.toMatch(/https?:\/\//);
  });

  it("hold no double for money: no amount is parsed as a number", () => {
    for (const path of files("src").filter((path) => /\.tsx?$/.test(path) && !path.endsWith("balance-chart.ts"))) {
      expect(read(path), path).not.toMatch(/(Number|parseFloat|parseInt)\([^)]*minor/);
    }
  });

  it("keep nothing of the case in the browser", () => {
    for (const path of files("src").filter((path) => /\.tsx?$/.test(path) && !path.endsWith("/state.ts"))) expect(read(path), path).not.toMatch(/localStorage|sessionStorage|indexedDB|document\.cookie/);
  });
});

describe.runIf(existsSync(join(root, "dist", "index.html")))("the bundle", () => {
  it("has no script and no style within the page", () => {
    const page = read(join(root, "dist", "index.html"));
    expect(page).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>|<style|\sstyle=|\son\w+=/i);
    expect(page).not.toMatch(/https?:\/\//);
  });

  it("is less than 150 kB compressed in all", () => {
    const total = files("dist").reduce((sum, path) => sum + gzipSync(readFileSync(path), { level: 9 }).length, 0);
    expect(total).toBeLessThan(150_000);
  });
});

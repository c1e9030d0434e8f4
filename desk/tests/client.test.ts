import { afterEach, expect, test, vi } from "vitest";
import { Failed, get } from "../src/api/client";

afterEach(() => vi.unstubAllGlobals());

/** An answer that is given up while its body is read. */
function givenUp(status: number): void {
  const json = () => Promise.reject(new DOMException("", "AbortError"));
  vi.stubGlobal("fetch", () => Promise.resolve({ ok: status < 400, status, headers: new Headers(), json }));
}

test("a request that is given up while its answer is read has not failed: what the screen shows stays", async () => {
  for (const status of [200, 500]) {
    givenUp(status);
    const error = await get("/api/v1/session").catch((error: unknown) => error);
    expect(error, String(status)).toBeInstanceOf(DOMException);
  }
});

test("an answer that is no JSON is a failure that says what is safe", async () => {
  for (const status of [200, 500]) {
    vi.stubGlobal("fetch", () => Promise.resolve(new Response("<html>", { status })));
    const error = await get("/api/v1/session").catch((error: unknown) => error);
    expect(error).toBeInstanceOf(Failed);
    expect((error as Failed).said.code).toBe("odd-answer");
  }
});

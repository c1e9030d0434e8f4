import { beforeEach, expect, test } from "vitest";
import { answeredOf, currentIs } from "../src/api/freshness";
import { revision } from "../src/state";

let before = 0;
const asked = () => revision.get() - before;

beforeEach(() => {
  currentIs("1-a");
  before = revision.get();
});

test("answers of the current revision ask for nothing", () => {
  answeredOf("1-a");
  answeredOf(null);
  currentIs("1-a");
  expect(asked()).toBe(0);
});

test("an answer of another revision has all asked for again, once, until the session says which one is current", () => {
  answeredOf("2-b");
  answeredOf("2-b");
  answeredOf("1-a");
  expect(asked()).toBe(1);
});

test("answers that came before the session and are of what the case was before are asked for again", () => {
  answeredOf("2-b");
  answeredOf("1-a");
  before = revision.get();
  currentIs("2-b");
  expect(asked()).toBe(1);
  currentIs("2-b");
  expect(asked()).toBe(1);
});

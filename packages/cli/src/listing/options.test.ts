import { expect, test } from "vitest";
import { DEFAULT_LIMIT, type ListingOptions, limitOf } from "./options.ts";

test.each<[string, ListingOptions, boolean, number]>([
  ["a table", {}, true, DEFAULT_LIMIT],
  ["lines in a pipe", {}, false, Number.POSITIVE_INFINITY],
  ["JSON", { json: true }, true, Number.POSITIVE_INFINITY],
  ["lines of JSON", { ndjson: true }, true, Number.POSITIVE_INFINITY],
  ["CSV", { csv: true }, true, Number.POSITIVE_INFINITY],
  ["CSV for a spreadsheet", { excel: true }, false, Number.POSITIVE_INFINITY],
  ["a table, and how many", { limit: 5 }, true, 5],
  ["CSV, and how many", { csv: true, limit: 5 }, false, 5],
  ["a table of all", { all: true }, true, Number.POSITIVE_INFINITY],
])("of %s nothing is left out but by a table, or where it is said", (_, options, isTerminal, limit) => {
  expect(limitOf(options, { isTerminal })).toBe(limit);
});

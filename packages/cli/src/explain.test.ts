import { InvalidFilter } from "@callmark/client";
import { afterEach, expect, test } from "vitest";
import { explain } from "./explain.ts";

const { columns } = process.stderr;
afterEach(() => {
  process.stderr.columns = columns;
});

test.each([20, 40, 80, 200])("on %i columns the caret stands under what is wrong", (width) => {
  process.stderr.columns = width;
  const before = "state==PUBLISHED;callerIdDetails.department==x;";
  const error = new InvalidFilter({
    message: "Unknown field",
    request: "GET /",
    ql: `${before}nothing==1;state==PUBLISHED`,
    errors: [{ code: "InvalidQuery", message: "Unknown field", context: { position: before.length } }],
  });
  const [, filter = "", caret = ""] = explain(error)?.lines ?? [];
  expect(filter.slice(caret.length - 1)).toMatch(/^noth/);
  expect(filter.length).toBeLessThanOrEqual(width);
});

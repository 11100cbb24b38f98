import { describe, expect, test } from "vitest";
import { errorOf, fill } from "./error-of.ts";
import type { Answer, Request } from "./request.ts";

const READ: Request = { operation: "read", method: "GET", path: "/api/v1/orgs/1/brands" };
const answer = (status: number, body?: unknown, headers: Record<string, string> = {}): Answer => ({
  status,
  body,
  headers: new Headers(headers),
});

describe("a message", () => {
  test.each([
    ["'{{value}}' is invalid", { value: "x" }, "'x' is invalid"],
    ["{{ a }} and {{b}}", { a: 1, b: ["c"] }, '1 and ["c"]'],
    ["{{missing}} and {{toString}}", {}, "{{missing}} and {{toString}}"],
    // What is filled in is no template.
    ["{{a}}", { a: "{{b}} $& $1", b: "no" }, "{{b}} $& $1"],
    ["{{brand.name}}", { "brand.name": "Acme" }, "Acme"],
    ["plain", undefined, "plain"],
  ])("%j of %j", (message, context, filled) => {
    expect(fill({ message, ...(context && { context }) })).toBe(filled);
  });

  test("tells the first few of many errors", () => {
    const errors = ["a", "b", "c", "d", "e"].map((message) => ({ code: "X", message }));
    expect(errorOf(READ, answer(400, errors), 0).message).toBe("a; b; c; and 2 more");
  });

  test("without a body says what was answered to what", () => {
    expect(errorOf(READ, answer(500), 0).message).toBe("GET /api/v1/orgs/1/brands was answered 500");
  });
});

describe("a class", () => {
  test.each([
    [400, "BadRequest"],
    [401, "Unauthorized"],
    [403, "Forbidden"],
    [404, "NotFound"],
    [405, "BadRequest"],
    [409, "BadRequest"],
    [412, "StaleEtag"],
    [413, "PayloadTooLarge"],
    [415, "UnsupportedMediaType"],
    [418, "BadRequest"],
    [422, "BadRequest"],
    [429, "ServiceUnavailable"],
    [500, "ServerError"],
    [501, "ServerError"],
    [502, "ServiceUnavailable"],
    [503, "ServiceUnavailable"],
    [504, "ServiceUnavailable"],
  ])("of %i is %s, whatever its code says", (status, name) => {
    const body = [{ code: "SomethingElse", message: "m" }];
    const error = errorOf(READ, answer(status, body, { "apple-request-id": "id" }), 0);
    expect(error).toMatchObject({ name, status, code: "SomethingElse", requestId: "id", errors: body });
    expect(error.outcomeUnknown).toBe(false);
  });

  test.each([null, 5, "text", {}, [], [null], [{ code: 1, message: "m" }], [{ code: "X" }]])(
    "does not need a body that says something: %j",
    (body) => {
      expect(errorOf(READ, answer(404, body), 0)).toMatchObject({
        name: "NotFound",
        code: undefined,
        errors: [],
      });
    },
  );

  test.each([500, 502, 503, 504])(
    "of a write that was answered %i does not know what became of it",
    (status) => {
      const write: Request = { ...READ, operation: "create", method: "POST" };
      expect(errorOf(write, answer(status), 0).outcomeUnknown).toBe(true);
    },
  );
});

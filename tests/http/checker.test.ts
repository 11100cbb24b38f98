import { expect, test } from "vitest";
import { type Answer, type Asked, answerOf } from "../support/answer.ts";
import { collectionPath } from "../support/api.ts";
import { checked, faultsOf } from "../support/check-answer.ts";
import { DEMO } from "../support/demo.ts";
import listPage from "./examples/list-page.json" with { type: "json" };
import update from "./examples/update.json" with { type: "json" };

/** An answer that nothing is wrong with, to be spoiled. */
interface Planted {
  readonly asked: Asked;
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: unknown;
  /** In place of the body as compact JSON. */
  readonly text?: string;
}

const REQUEST_ID = { "apple-request-id": "5c556a5e-5d47-41ee-863f-325096b39f47" };
const JSON_TYPE = { ...REQUEST_ID, "content-type": "application/json" };
const collection = collectionPath(DEMO);
const item = `${collection}/${DEMO.ids[0]}`;
const [first] = listPage.data;

const page: Planted = {
  asked: { method: "GET", target: `${collection}?limit=2` },
  status: 200,
  headers: JSON_TYPE,
  body: listPage,
};
const updated: Planted = {
  asked: { method: "PUT", target: item },
  status: 200,
  headers: { ...JSON_TYPE, ...update.responseHeaders },
  body: update.response,
};
const deleted: Planted = {
  asked: { method: "DELETE", target: item },
  status: 204,
  headers: { ...REQUEST_ID, etag: `"${DEMO.etag}"` },
  body: undefined,
};
const forbidden = [{ code: "Forbidden", message: "No" }];
const refused: Planted = { ...page, status: 403, body: forbidden };
const head: Planted = { ...page, asked: { method: "HEAD", target: collection }, body: undefined };
const unreadable: Planted = {
  ...refused,
  asked: undefined,
  status: 400,
  body: [{ code: "BadRequest", message: "" }],
};
const token: Planted = {
  asked: { method: "POST", target: "/api/v1/oauth2/token" },
  status: 400,
  headers: JSON_TYPE,
  body: { error: "invalid_scope" },
};

function answered({ status, headers, body, text }: Planted): Answer {
  const raw = Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [name, value]));
  return answerOf(status, raw, Buffer.from(text ?? (body === undefined ? "" : JSON.stringify(body))));
}

test.each<[string, Planted]>([
  ["a page", page],
  ["an update", updated],
  ["a delete", deleted],
  ["a refusal", refused],
  ["HEAD", head],
  ["a 400 to what is no request", unreadable],
  ["the token endpoint's own error", token],
  ["an unknown path", { ...refused, asked: { method: "GET", target: "/api/v1/x" } }],
])("nothing is wrong with %s", (_, planted) => {
  expect(faultsOf(planted.asked, answered(planted))).toEqual([]);
});

const reversed = (members: object) => Object.fromEntries(Object.entries(members).reverse());
const without = (name: string, headers: Planted["headers"]) => ({ ...headers, [name]: undefined });

test.each<[string, Planted]>([
  ["a status that does not exist", { ...refused, status: 409 }],
  ["a 500", { ...refused, status: 500, body: [{ code: "InternalServerError", message: "" }] }],
  ["a status that the operation does not declare", { ...refused, status: 412 }],
  ["201 to an update", { ...updated, status: 201 }],
  ["no request id", { ...page, headers: without("apple-request-id", page.headers) }],
  ["a request id of version 1", { ...page, headers: { ...JSON_TYPE, "apple-request-id": DEMO.etag } }],
  ["no content type", { ...page, headers: REQUEST_ID }],
  ["a charset", { ...page, headers: { ...REQUEST_ID, "content-type": "application/json; charset=utf-8" } }],
  [
    "a content type on 204",
    { ...deleted, headers: { ...deleted.headers, "content-type": "application/json" } },
  ],
  ["a body on 204", { ...deleted, body: {} }],
  ["no body where one is declared", { ...page, body: undefined, headers: REQUEST_ID }],
  ["a body that is no JSON", { ...page, text: "<html>" }],
  ["JSON with spaces", { ...page, text: JSON.stringify(listPage, undefined, 1) }],
  ["an unknown member", { ...page, body: { ...listPage, took: 3 } }],
  [
    "an unknown member of a resource",
    { ...page, body: { ...listPage, data: [{ ...first, colour: "green" }] } },
  ],
  ["an unknown member of an error", { ...refused, body: [{ code: "Forbidden", message: "No", why: 1 }] }],
  ["members in another order", { ...page, body: reversed(listPage) }],
  ["a resource's members in another order", { ...updated, body: reversed(update.response) }],
  ["a number for an id", { ...updated, body: { ...update.response, id: 1 } }],
  [
    "a date with an offset",
    { ...updated, body: { ...update.response, updatedDate: "2026-10-11T18:34:00+00:00" } },
  ],
  [
    "a fraction of zero",
    { ...updated, body: { ...update.response, updatedDate: "2026-10-11T18:34:00.000Z" } },
  ],
  [
    "updatedDate before createdDate",
    { ...updated, body: { ...update.response, updatedDate: "2025-10-11T18:34:00Z" } },
  ],
  ["a missing total", { ...page, body: { data: [], pagination: {} } }],
  ["no etag header", { ...updated, headers: without("etag", updated.headers) }],
  ["a bare etag header", { ...updated, headers: { ...updated.headers, etag: DEMO.etag } }],
  [
    "another etag than the body's",
    { ...updated, headers: { ...updated.headers, etag: update.headers["if-match"] } },
  ],
  ["an etag header on a list", { ...page, headers: { ...page.headers, etag: `"${DEMO.etag}"` } }],
  [
    "an absolute location",
    { ...updated, headers: { ...updated.headers, location: "http://localhost/api/v1/x" } },
  ],
  ["an error that is no array", { ...refused, body: forbidden[0] }],
  ["an empty array of errors", { ...refused, body: [] }],
  ["a code of another status", { ...refused, body: [{ code: "NotFound", message: "No" }] }],
  ["a code that does not exist", { ...refused, body: [{ code: "Sorry", message: "No" }] }],
  ["a template without its context", { ...refused, body: [{ code: "Forbidden", message: "{{who}}" }] }],
  ["a 401 that names no header", { ...refused, status: 401, body: [{ code: "Unauthorized", message: "" }] }],
  ["405 without allow", { ...refused, status: 405, body: [{ code: "MethodNotAllowed", message: "" }] }],
  ["HEAD with a body", { ...head, body: listPage }],
  ["403 to what is no request", { ...unreadable, status: 403, body: forbidden }],
  ["a list from an unknown path", { ...page, asked: { method: "GET", target: "/api/v1/x" } }],
  ["an unknown error of the token endpoint", { ...token, body: { error: "sorry" } }],
])("the checker sees %s", (_, planted) => {
  expect(faultsOf(planted.asked, answered(planted))).not.toEqual([]);
});

test("a request id must not come twice", () => {
  expect(checked(page.asked, answered(page))).toBeDefined();
  expect(() => checked(page.asked, answered(page))).toThrow(/was another answer's/);
});

test("a header must not come twice", () => {
  const twice = answerOf(204, ["etag", `"${DEMO.etag}"`, "ETag", `"${DEMO.etag}"`], Buffer.alloc(0));
  expect(faultsOf(deleted.asked, twice)).toContain("etag comes 2 times");
});

import { expect, test } from "vitest";
import { brands } from "./brands.ts";
import { callerIds } from "./caller-ids.ts";
import { positionOf, printResource } from "./envelope.ts";

const ENVELOPE = { id: "3", created: 0, updated: 1, state: "SUBMITTED", etag: "e" } as const;

test.each([
  [brands, '{"orgId":"1","id":"3",', '"brandDetails":{}}'],
  [callerIds, '{"orgId":"1","brandId":"2","id":"3",', '"callerIdDetails":{}}'],
])("a resource names what holds it beside its org, where something does: %#", (kind, beginning, end) => {
  const body = printResource(kind, { orgId: "1", parentId: "2" }, ENVELOPE, {});
  const dates = '"createdDate":"1970-01-01T00:00:00Z","updatedDate":"1970-01-01T00:00:00.001Z"';
  expect(body).toBe(`${beginning}${dates},"state":"SUBMITTED","etag":"e",${end}`);
  expect(positionOf(body)).toEqual({ created: 0, id: "3" });
});

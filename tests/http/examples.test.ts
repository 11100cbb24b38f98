import { beforeAll, expect, test } from "vitest";
import { callerIdOf, pageOf } from "../support/answer.ts";
import { type Api, demoApi } from "../support/api.ts";
import { sharedProgram } from "../support/program.ts";
import create from "./examples/create.json" with { type: "json" };
import listEmpty from "./examples/list-empty.json" with { type: "json" };
import listPage from "./examples/list-page.json" with { type: "json" };
import update from "./examples/update.json" with { type: "json" };

const program = sharedProgram({ demo: true });
let api: Api;
beforeAll(async () => {
  api = await demoApi(program().url);
});

test("the documented page, byte for byte but for the cursor", async () => {
  const answer = await api.list("ql=createdDate=gt=2024-10-01T00:00:00Z&limit=2");
  const cursor = pageOf(answer).pagination.cursors?.after ?? "";
  const documentedCursor = listPage.pagination.cursors.after;
  expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
  expect(answer.text).toBe(JSON.stringify(listPage).replaceAll(documentedCursor, cursor));
  expect(answer.headers).not.toHaveProperty("etag");
});

test("the documented empty page, byte for byte", async () => {
  const answer = await api.list("ql=createdDate=gt=2030-01-01T00:00:00Z");
  expect(answer.text).toBe(JSON.stringify(listEmpty));
});

test("the documented create and update, byte for byte but for what the server chooses", async () => {
  // The demo has the documented number already.
  await api.remove(create.response.id, "*");
  const created = await api.post(JSON.stringify(create.request));
  const { id, etag, createdDate } = callerIdOf(created);
  expect(created.status).toBe(create.status);
  const chosen = { id, createdDate, updatedDate: createdDate, etag };
  expect(created.text).toBe(JSON.stringify({ ...create.response, ...chosen }));
  expect(created.headers).toMatchObject({
    etag: `"${etag}"`,
    location: create.headers.location.replace(create.response.id, id),
  });

  const updated = await api.put(id, `"${etag}"`, JSON.stringify({ ...update.request, id }));
  const { etag: newEtag, updatedDate } = callerIdOf(updated);
  expect(updated.status).toBe(update.status);
  expect(newEtag).not.toBe(etag);
  expect(updated.text).toBe(
    JSON.stringify({ ...update.response, id, createdDate, updatedDate, etag: newEtag }),
  );
  expect(updated.headers).toMatchObject({
    etag: `"${newEtag}"`,
    location: update.responseHeaders.location.replace(update.response.id, id),
  });
});

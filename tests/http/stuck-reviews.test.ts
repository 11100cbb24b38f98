import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { sortKey } from "../../packages/server/src/store/schema.ts";
import { callerIdOf } from "../support/answer.ts";
import { eventually } from "../support/events.ts";
import { openPlainDatabase } from "../support/plain-database.ts";
import { startProgram } from "../support/program.ts";
import { freshId, freshNumber, newWorld, openRegistry } from "../support/world.ts";

/** More than are taken at once. */
const STUCK = 60;

test("places in the queue that fit no version keep nothing from its review", async () => {
  await using first = await startProgram();
  await using store = await openRegistry(first);
  const { api } = await newWorld(first, store);
  const create = async () => callerIdOf(await api.create({ phoneNumber: freshNumber() }));
  const [published, moved] = [await create(), await create()];
  const { orgId, brandId } = api;
  const step = {
    kind: "callerId",
    collection: { orgId, parentId: brandId },
    by: "test",
    now: Date.now(),
  } as const;
  for (const state of ["PROCESSING", "PUBLISHED"] as const) {
    await store.changeState({ ...step, id: published.id, etag: published.etag, state });
  }
  await first.stop();

  await using database = await openPlainDatabase(first);
  const place = (id: string, etag: string, kind = "callerId") =>
    database.exec(`insert into reviews (brand_id, kind, id, org_id, etag, submitted, due, attempts, taken_by)
      values ('${sortKey(brandId)}', '${kind}', '${sortKey(id)}', '${sortKey(orgId)}', '${etag}', 0, 0, 3, null)`);
  // Of what was never there, of what awaits no review any more, and of a version that has been replaced.
  for (let index = 0; index < STUCK; index += 1) await place(freshId(), randomUUID());
  await place(freshId(), randomUUID(), "brandAsset");
  await place(published.id, published.etag);
  await database.exec(`update reviews set etag = 'another', due = 0 where id = '${sortKey(moved.id)}'`);

  const environment = { CALLMARK_REVIEW: "auto", CALLMARK_REVIEW_DELAY: "0" };
  await using second = await startProgram({ databaseUrl: first.databaseUrl, environment });
  const there = api.at({ url: second.url });
  const late = callerIdOf(await there.create({ phoneNumber: freshNumber() }));
  const stateOf = async (id: string) => callerIdOf(await there.get(id)).state;
  const isPublished = (state: string) => state === "PUBLISHED";
  await eventually(() => stateOf(late.id), isPublished);
  await eventually(() => stateOf(moved.id), isPublished);
  expect(callerIdOf(await there.get(moved.id)).etag).toBe(moved.etag);
  expect(await stateOf(published.id)).toBe("PUBLISHED");
  await eventually(
    () => database.select("select id from reviews"),
    (waiting) => waiting.length === 0,
  );
  expect(second.log()).toContain("fitted no version");
});

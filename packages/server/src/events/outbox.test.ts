import { expect, test } from "vitest";
import { created, NOW } from "../../test/requests.ts";
import { freshNumber, newWorld } from "../../test/worlds.ts";
import { openStore } from "../store/open.ts";
import { outboxOf } from "./outbox.ts";

/** All that a reader is told who begins at a moment and reads on, so many at a time. */
async function told(outbox: ReturnType<typeof outboxOf>, orgId: string, since: number, atMost: number) {
  const ids: string[] = [];
  let after: Awaited<ReturnType<typeof outbox.readEvents>>["next"] | undefined;
  for (let idle = 0; idle < 3; ) {
    const begin = after === undefined ? { since } : { after };
    const { events, next } = await outbox.readEvents({ ...begin, orgId, atMost } as never);
    ids.push(...events.map(({ resourceId }) => resourceId));
    idle = events.length === 0 ? idle + 1 : 0;
    after = next;
  }
  return ids;
}

test("what happened before a webhook was added is not told, however much it was", async () => {
  await using store = await openStore("memory:");
  const { brand } = await newWorld(store);
  for (let index = 0; index < 25; index += 1) await created(store, brand, freshNumber(), { now: NOW });
  const since: string[] = [];
  for (let index = 0; index < 12; index += 1) {
    since.push((await created(store, brand, freshNumber(), { now: NOW + 1 })).id);
  }
  const outbox = outboxOf(store);
  for (const atMost of [1, 5, 10, 100]) {
    expect(await told(outbox, brand.orgId, NOW + 1, atMost), `${atMost}`).toEqual(since);
    expect(await told(outbox, brand.orgId, NOW + 2, atMost), `${atMost}`).toEqual([]);
  }
});

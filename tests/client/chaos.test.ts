import { eq } from "@callmark/client";
import { expect, test } from "vitest";
import { sharedProgram } from "../support/program.ts";
import { freshNumber, sharedRegistry } from "../support/world.ts";
import { type Deed, sharedProxy } from "./proxy.ts";
import { all, newPlace } from "./support.ts";

const program = sharedProgram();
const registry = sharedRegistry(program);
const proxy = sharedProxy(program);

const SUPPORT = "department.general.support.customer_service";
const DEEDS: readonly Deed[] = [
  "reset",
  "drop the answer",
  "cut the answer",
  { status: 401 },
  { status: 429 },
  { status: 503, headers: { "retry-after": "0" } },
  () => ({ status: 503 }),
  () => ({ status: 502, body: "<html>" }),
];
/** How many of the requests something happens to. */
const MEDDLED = 0.4;
/** Who write at the same time. */
const WRITERS = 40;

/** Numbers from 0 to 1 that a seed gives (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

test.each(Array.from({ length: 4 }, () => Math.trunc(Math.random() * 2 ** 31)))(
  "whatever is lost, each write is carried out once: seed %i",
  async (seed) => {
    const random = randomFrom(seed);
    const { client, orgId, brandId } = await newPlace(program(), registry(), {
      baseUrl: proxy().url,
      retries: { attempts: 40, firstDelay: 1, longestDelay: 5 },
    });
    const callerIds = client.callerIds({ orgId, brandId });
    await client.accessToken();
    let isRefused = false;
    proxy().script = () => {
      const isMeddled = random() < MEDDLED;
      const deed = DEEDS[Math.trunc(random() * DEEDS.length)] ?? "pass";
      if (!isMeddled) return "pass";
      // A second 401 in one call is an error, as it should be.
      if (typeof deed === "object" && deed.status === 401) {
        if (isRefused) return "pass";
        isRefused = true;
      }
      return deed;
    };
    const live = new Map<string, string | undefined>();
    const writes = Array.from({ length: WRITERS }, async (_, index) => {
      const phoneNumber = freshNumber();
      const created = await callerIds.create({ phoneNumber });
      if (index % 3 === 0) return void live.set(created.id, undefined);
      const updated = await callerIds.update(created, { phoneNumber, department: SUPPORT });
      if (index % 3 === 1) return live.set(created.id, SUPPORT);
      await callerIds.delete(updated);
      return live;
    });
    await Promise.all(writes);
    proxy().reset();
    await proxy().settled();
    const there = await all(callerIds.list());
    expect(new Map(there.map(({ id, callerIdDetails }) => [id, callerIdDetails.department]))).toEqual(live);
    // Nothing was created beside it and deleted again.
    const deleted = await callerIds.list({ where: eq("state", "DELETED") }).total();
    expect(deleted + there.length).toBe(WRITERS);
  },
);

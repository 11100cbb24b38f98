import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { newEtag } from "../../packages/server/src/registry/etag.ts";
import type { Store } from "../../packages/server/src/registry/store.ts";
import { automatic } from "../../packages/server/src/review/automatic.ts";
import { ReviewWorker } from "../../packages/server/src/review/worker.ts";
import { openStore } from "../../packages/server/src/store/open.ts";
import { measureBareReviews } from "../bare-review.ts";
import type { Bench } from "../bench.ts";
import { plainPages } from "../cases.ts";
import { addAccount, brandId, ORG } from "../data.ts";
import { type Measured, measure } from "../measure.ts";
import { startCallmark } from "../program.ts";
import { fetchToken, Requests, rootKeyOf } from "../requests.ts";

const REVIEWED = 5_000;
const PER_SECOND = 500;
/** How many may wait at the end: what half a second brings. With more, the rate was not kept. */
const LEFT = PER_SECOND / 2;
/** How many creates are under way at once. */
const WRITERS = 100;
/** What a registry asks of a brand that asks nothing. */
const NOTHING = {
  shared: "waived",
  brand: "waived",
  logo: "waived",
  phoneVerification: "waived",
  departmentCategories: {},
} as const;

/** What a review costs, and what pages wait for it. */
export async function reviews(bench: Bench): Promise<void> {
  bench.say("Reviews …");
  await cost(bench);
  await beside(bench);
}

/** CPU per reviewed caller ID, against the statements that it needs. */
async function cost({ folder, lines }: Bench): Promise<void> {
  await using store = await openStore(`file:${join(folder, "reviews.db")}`);
  await addAccount(store);
  const now = Date.now();
  await store.addBrand({ orgId: ORG, brandId: brandId(0), now });
  await submit(store, brandId(0), { count: 2 * REVIEWED, first: 2_000_000, at: () => now });
  const logger = { warn: () => {}, error: () => {} };
  await using worker = new ReviewWorker({ store, judge: automatic, delay: 0, clock: Date.now, logger });
  const reviewed = async () => {
    let count = 0;
    const before = process.cpuUsage();
    while (count < REVIEWED) count += await worker.round();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / count;
  };
  // The first half warms up.
  await reviewed();
  const cpu = await reviewed();
  const bare = await measureBareReviews(join(folder, "bare-reviews.db"), REVIEWED);
  lines.push({
    name: "a review, in batches",
    ratio: cpu / bare,
    of: "its bare statements",
    goal: 3,
    note: `${cpu.toFixed(0)} µs, statements ${bare.toFixed(0)} µs`,
  });
}

/** The p99 of plain pages while so many a second are reviewed in the same process, against that without. */
async function beside({ extent, large, folder, lines }: Bench): Promise<void> {
  await using program = await startCallmark(`file:${large.database}`, join(folder, "reviews.log"), {
    environment: { CALLMARK_REVIEW: "auto", CALLMARK_REVIEW_DELAY: "0" },
  });
  await using store = await openStore(`file:${large.database}`);
  const requests = new Requests(rootKeyOf(large.database), await fetchToken(program.port));
  const sent = plainPages(requests, large.places);
  const waiting = async () => (await store.listReviews({ limit: 1 })).total;
  while ((await waiting()) > 0) await setTimeout(100);
  await measure(program, sent, { connections: 1, duration: extent.warmUp });

  const { duration } = extent;
  const alone: Measured[] = [];
  const together: Measured[] = [];
  for (let round = 0; round < extent.rounds; round += 1) {
    alone.push(await measure(program, sent, { connections: 1, duration }));
    // Each is due at its own moment, all of them while pages are asked for.
    const count = (PER_SECOND * duration) / 1_000;
    const start = Date.now() + 10 * count + 1_000;
    const at = (index: number) => start + (index * 1_000) / PER_SECOND;
    await submit(store, brandId(extent.brands), { count, first: FIRST + round * count, at });
    if (Date.now() > start) throw new Error("The creates took longer than there was time for them");
    await setTimeout(start - Date.now());
    together.push(await measure(program, sent, { connections: 1, duration }));
    const left = await waiting();
    if (left > LEFT) throw new Error(`Of ${count} reviews, ${left} were not done in time`);
    while ((await waiting()) > 0) await setTimeout(100);
  }
  const [one, other] = [p99(alone), p99(together)];
  const name = `a page while ${PER_SECOND} a second are reviewed: p99`;
  const note = `${other.toFixed(2)} ms, alone ${one.toFixed(2)} ms`;
  lines.push({ name, ratio: other / one, of: "alone", goal: 2, note });
}

function p99(runs: readonly Measured[]): number {
  const sorted = runs.map((run) => run.p99).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** An area that no generated number is of; behind those that the creates take. */
const AREA = "+1725";
const FIRST = 5_000_000;

interface Submitted {
  readonly count: number;
  /** The first of the numbers, behind the area. */
  readonly first: number;
  /** When the n-th is submitted, in milliseconds since 1970. */
  at(index: number): number;
}

/** Submits caller IDs past HTTP. */
async function submit(store: Store, brand: string, { count, first, at }: Submitted): Promise<void> {
  let next = 0;
  const writer = async () => {
    for (let index = next++; index < count; index = next++) {
      const created = await store.create({
        kind: "callerId",
        collection: { orgId: ORG, parentId: brand },
        accessRevision: 1,
        clientId: "bench",
        now: at(index),
        submitted: { phoneNumber: `${AREA}${first + index}` },
        findings: [],
        etag: newEtag(),
        required: NOTHING,
        maximum: 1_000_000,
      });
      if (created.outcome !== "created") throw new Error(`Not created but ${created.outcome}`);
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, writer));
}

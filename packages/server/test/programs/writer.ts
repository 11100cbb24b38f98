import type { State } from "@callmark/contract";
import { isInReview } from "../../src/registry/review-states.ts";
import type { Collection, Store } from "../../src/registry/store.ts";
import { openStore } from "../../src/store/open.ts";
import { patiently } from "../patiently.ts";
import { answerMessages } from "../processes.ts";
import { NOW, outcome, requests, reviewed } from "../requests.ts";

export interface WriterTask {
  readonly url: string;
  readonly collections: readonly Collection[];
  /** Tells this process's numbers and choices from those of others. */
  readonly seed: number;
  readonly writes: number;
}

/** What a writer knows of a resource that it wrote: nobody else touches it. */
export interface Written {
  readonly parentId: string;
  readonly id: string;
  readonly etag: string;
  readonly state: State;
}

/** Numbers below `end`, the same ones for the same seed (a linear congruential generator). */
function choices(seed: number): (end: number) => number {
  let state = seed;
  return (end) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * end);
  };
}

/** Writes this and that; answers all that it wrote and that was not purged, as it must be at the end. */
answerMessages(async ({ url, collections, seed, writes }: WriterTask): Promise<Written[]> => {
  await using store = await openStore(url);
  const choose = choices(seed);
  const written: Written[] = [];
  for (let count = 0; count < writes; count += 1) {
    const at = choose(written.length);
    const old = written[at];
    const isNew = old === undefined || old.state === "DELETED" || choose(3) === 0;
    if (isNew) {
      const collection = collections[choose(collections.length)] ?? { orgId: "", parentId: "" };
      written.push(await create(store, collection, `+1${seed}${String(count).padStart(6, "0")}`, choose));
    } else {
      const collection = collections.find(({ parentId }) => parentId === old.parentId) ?? {
        orgId: "",
        parentId: "",
      };
      written[at] = await change(store, collection, old, choose);
    }
  }
  return written;
});

const DECISIONS = ["PUBLISHED", "REJECTED", "FAILED"] as const;

async function create(
  store: Store,
  collection: Collection,
  phoneNumber: string,
  choose: (end: number) => number,
): Promise<Written> {
  const submitted = { phoneNumber, ...(choose(2) === 0 && { department: "a" }) };
  const input = requests(collection).create(phoneNumber, { submitted, now: NOW + choose(5) });
  const { id, etag } = outcome("created", await patiently(() => store.create(input)));
  return { parentId: collection.parentId, id, etag, state: "SUBMITTED" };
}

async function change(
  store: Store,
  collection: Collection,
  old: Written,
  choose: (end: number) => number,
): Promise<Written> {
  const ask = requests(collection);
  const now = NOW + choose(5);
  if (choose(4) === 0) {
    outcome("removed", await patiently(() => store.remove(ask.remove(old.id, [old.etag], { now }))));
    return { ...old, state: "DELETED" };
  }
  if (!isInReview(old.state)) return old;
  const state = DECISIONS[choose(DECISIONS.length)] ?? "FAILED";
  outcome("changed", await patiently(() => reviewed(store, ask.step(old, state, now))));
  return { ...old, state };
}

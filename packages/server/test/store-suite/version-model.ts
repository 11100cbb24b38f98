import type { State } from "@callmark/contract";
import { expect } from "vitest";
import { isInReview } from "../../src/registry/review-states.ts";
import type { Collection, Store } from "../../src/registry/store.ts";
import { created, NOW, outcome, requests } from "../requests.ts";
import { freshNumber, type World } from "../worlds.ts";
import { ofCallerId, walk } from "./kept.ts";

/** Something that happens; `pick` counts among the resources that were made, around, and time passes before it. */
export type Step = { readonly passed: number; readonly pick: number } & (
  | { readonly kind: "create" | "update" | "remove" | "purge" | "take" }
  | { readonly kind: "decide"; readonly state: "PUBLISHED" | "REJECTED" | "FAILED" }
);

/** A resource as it must be, with each of its versions that was published. */
interface Modelled {
  readonly id: string;
  readonly phoneNumber: string;
  etag: string;
  state: State;
  updated: number;
  purged: boolean;
  versions: { etag: string; began: number; ended?: number }[];
}

// Written again on purpose: a model that took them from the program would agree with whatever stands there.
const TYPES: Readonly<Record<State, string>> = {
  SUBMITTED: "SUBMITTED",
  PROCESSING: "PROCESSING",
  PUBLISHED: "PROCESSING_SUCCESSFUL",
  REJECTED: "VALIDATION_FAILURE",
  FAILED: "PROCESSING_FAILURE",
  DELETED: "DELETED",
};

type InForce = (store: Store, collection: Collection, id: string, at: number) => Promise<unknown>;

/** One collection as it must be, beside the store that it is told to. */
export class Model {
  readonly #world: World;
  readonly #resources: Modelled[] = [];
  readonly #events: string[] = [];
  readonly #moments = new Set<number>([NOW]);
  #now = NOW;

  constructor(world: World) {
    this.#world = world;
  }

  async perform(one: Step): Promise<void> {
    const { store, brand } = this.#world;
    this.#now += one.passed;
    this.#moments.add(this.#now);
    if (one.kind === "create") {
      const phoneNumber = freshNumber();
      const { id, etag } = await created(store, brand, phoneNumber, { now: this.#now });
      const made: Modelled = {
        id,
        phoneNumber,
        etag,
        state: "SUBMITTED",
        updated: this.#now,
        purged: false,
        versions: [],
      };
      this.#resources.push(made);
      this.#told(made);
      return;
    }
    if (one.kind === "take") return this.#take();
    if (one.kind === "purge") return this.#purge();
    const live = this.#resources.filter(({ state }) => state !== "DELETED");
    const picked = live[one.pick % Math.max(live.length, 1)];
    if (picked === undefined) return;
    if (one.kind === "update") await this.#update(picked);
    else if (one.kind === "remove") await this.#remove(picked);
    else if (one.kind === "decide") await this.#decide(picked, one.state);
  }

  async #update(one: Modelled): Promise<void> {
    const { store, ask } = this.#world;
    const put = ask.update(one.id, { phoneNumber: one.phoneNumber }, { now: this.#now });
    one.etag = outcome("updated", await store.update(put)).etag;
    this.#enter(one, "SUBMITTED");
  }

  async #remove(one: Modelled): Promise<void> {
    const { store, ask } = this.#world;
    outcome("removed", await store.remove(ask.remove(one.id, "*", { now: this.#now })));
    this.#enter(one, "DELETED");
    this.#end(one);
  }

  async #decide(one: Modelled, state: "PUBLISHED" | "REJECTED" | "FAILED"): Promise<void> {
    const { store, brand } = this.#world;
    const { id, etag } = one;
    const decision = { review: { kind: "callerId", collection: brand, id, etag }, by: "person" } as const;
    const verdict = { state, said: {} };
    const [settled] = await store.settleReviews({ decisions: [{ ...decision, verdict }], now: this.#now });
    if (!isInReview(one.state)) {
      expect(settled).toBe("decidedBefore");
      return;
    }
    expect(settled).toBe("decided");
    if (one.state === "SUBMITTED") this.#enter(one, "PROCESSING");
    this.#enter(one, state);
    if (state !== "PUBLISHED") return;
    this.#end(one);
    one.versions.push({ etag, began: this.#now });
  }

  /** Takes all that is submitted, for no time at all, so that it may be taken again at once. */
  async #take(): Promise<void> {
    const { store, brand } = this.#world;
    const now = this.#now;
    const { taken } = await store.takeReviews({
      now,
      delay: 0,
      until: now,
      worker: "worker",
      atMost: 10_000,
    });
    const own = taken.filter(({ collection }) => collection.parentId === brand.parentId).map(({ id }) => id);
    const waiting = this.#resources.filter(({ state }) => isInReview(state));
    expect([...own].sort()).toEqual(waiting.map(({ id }) => id).sort());
    for (const id of own) {
      const one = this.#resources.find((resource) => resource.id === id);
      if (one?.state === "SUBMITTED") this.#enter(one, "PROCESSING");
    }
  }

  async #purge(): Promise<void> {
    const { store } = this.#world;
    await store.purge({ kind: "callerId", before: this.#now, atMost: 10_000 });
    for (const one of this.#resources) {
      if (one.state !== "DELETED" || one.updated >= this.#now) continue;
      one.purged = true;
      one.versions = [];
    }
  }

  #enter(one: Modelled, state: State): void {
    one.state = state;
    one.updated = this.#now;
    this.#told(one);
  }

  #end({ versions }: Modelled): void {
    const last = versions.at(-1);
    if (last !== undefined && last.ended === undefined) last.ended = this.#now;
  }

  #told({ id, etag, state }: Modelled): void {
    this.#events.push(`${id}_${etag}_${TYPES[state]}`);
  }

  /** What was in force at each moment, the lists of versions and steps, the events and the queue, against the store. */
  async check(inForce: InForce): Promise<void> {
    const { second, brand } = this.#world;
    for (const { id, versions } of this.#resources) {
      for (const at of [...this.#moments].flatMap((moment) => [moment - 1, moment])) {
        const expected = versions.findLast(({ began, ended = Infinity }) => began <= at && at < ended);
        expect(await inForce(second, brand, id, at)).toEqual(expected);
      }
    }
    await this.#checkLists();
    const events = await second.readEvents({ orgId: brand.orgId, atMost: 10_000 });
    // What is taken together is told in an order of its own.
    const ofEach = (all: readonly string[]) => Map.groupBy(all, (id) => id.split("_", 1)[0]);
    expect(ofEach(events.map(({ id }) => id))).toEqual(ofEach(this.#events));
    const { reviews } = await second.listReviews({ limit: 100_000 });
    const own = reviews.filter(({ collection }) => collection.parentId === brand.parentId);
    const waiting = this.#resources.filter(({ state }) => isInReview(state));
    expect(new Map(own.map(({ id, etag }) => [id, etag]))).toEqual(
      new Map(waiting.map(({ id, etag }) => [id, etag])),
    );
  }

  /** What is kept of each resource, walked in pages of one, two and three. */
  async #checkLists(): Promise<void> {
    const { second, brand } = this.#world;
    for (const [index, { id, versions, purged }] of this.#resources.entries()) {
      const asked = { ...ofCallerId(brand, id), limit: (index % 3) + 1 };
      if (purged) {
        outcome("missing", await second.listVersions(asked));
        outcome("missing", await second.listHistory(asked));
        continue;
      }
      const found = await walk(asked, async (page) => {
        const { versions: all, more } = outcome("versions", await second.listVersions(page));
        return { all, more };
      });
      const lasting = versions.filter(({ began, ended }) => began !== ended);
      expect(found.map(({ body: _, ...version }) => version)).toEqual(lasting.reverse());
      const steps = await walk(asked, async (page) => {
        const { steps: all, more } = outcome("history", await second.listHistory(page));
        return { all, more };
      });
      const told = this.#events.filter((event) => event.startsWith(`${id}_`));
      expect(steps.map(({ etag, state }) => `${id}_${etag}_${TYPES[state]}`)).toEqual(told.reverse());
    }
  }

  /** Leaves nothing in the queue for those who come after. */
  async end(): Promise<void> {
    const { store, brand } = this.#world;
    for (const { id, state } of this.#resources) {
      if (state !== "DELETED") outcome("removed", await store.remove(requests(brand).remove(id)));
    }
  }
}

import { randomUUID } from "node:crypto";
import type { Logger } from "pino";
import { type Seal, Unreadable } from "../access/sealed.ts";
import {
  type AfterAttempt,
  ATTEMPT_OUTCOMES,
  type Attempt,
  type Attempted,
  type Delivery,
  type Outbox,
  type Webhook,
  type WebhookOperations,
} from "../registry/webhooks.ts";
import { nextAttempt } from "./back-off.ts";
import { Loop } from "./loop.ts";
import { Queue } from "./queue.ts";
import { type Answer, type Message, NoAnswer, TIME_LIMIT } from "./send.ts";
import { signedHeaders } from "./signature.ts";
import { TargetRefused } from "./target.ts";

/** How often events and due deliveries are looked for, in milliseconds. */
const PAUSE = 1_000;
/** How many notifications are on their way at once: to one receiver, so that none that hangs keeps the others waiting, and to all. */
const AT_ONCE_TO_ONE = 4;
const AT_ONCE = 100;
/** For how long a delivery is taken: longer than a receiver may hang, and a database be busy after it. */
const LEASE = TIME_LIMIT + 50_000;
/** How long a stop waits for answers, in milliseconds. */
const PATIENCE = 3_000;
/** For how long deliveries that have ended are kept, how often they are removed, and how many at once. */
const KEPT_FOR = 30 * 24 * 3_600_000;
const PURGE_EVERY = 3_600_000;
const PURGED_AT_ONCE = 500;

export type DelivererStore = Pick<
  WebhookOperations,
  | "listWebhooks"
  | "findWebhook"
  | "resealWebhook"
  | "queueDeliveries"
  | "findDueWebhooks"
  | "claimDeliveries"
  | "recordAttempt"
  | "purgeDeliveries"
>;

export interface DelivererOptions {
  readonly store: DelivererStore;
  readonly outbox: Outbox;
  readonly seal: Seal;
  readonly send: (message: Message) => Promise<Answer>;
  /** For how long a delivery is tried, in milliseconds. */
  readonly keepFor: number;
  readonly log: Logger;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** From 0 to 1, without 1. */
  readonly random: () => number;
  readonly attempted?: Attempted;
  /** See `PAUSE` and `PATIENCE`; a test has less of both. */
  readonly pause?: number;
  readonly patience?: number;
}

/**
 * Tells receivers what happens, from its making until it is disposed of: at least once, and the events of one resource in
 * their order, one after the other. Any number of processes may do it for one registry.
 */
export class Deliverer implements AsyncDisposable {
  readonly #options: DelivererOptions;
  readonly #queue: Queue;
  readonly #worker = randomUUID();
  readonly #loops: { readonly queueing: Loop; readonly sending: Loop; readonly purging: Loop };
  readonly #underWay = new Map<string, Set<Promise<void>>>();
  readonly #stop = new AbortController();
  #lastServed = "";
  #isClosing = false;

  constructor(options: DelivererOptions) {
    this.#options = options;
    this.#queue = new Queue(options);
    const { pause = PAUSE } = options;
    const sending = new Loop(() => this.#guarded("sending", () => this.#claim()), pause);
    const queueing = new Loop(() => this.#guarded("queueing", () => this.#fill()), pause);
    const purging = new Loop(() => this.#guarded("purge of", () => this.#purge()), PURGE_EVERY);
    this.#loops = { queueing, sending, purging };
  }

  /** Takes nothing more, waits a little for answers, and leaves the rest to the next start. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosing = true;
    const { queueing, sending, purging } = this.#loops;
    await Promise.all([queueing, sending, purging].map((loop) => loop[Symbol.asyncDispose]()));
    const timer = setTimeout(() => this.#stop.abort(), this.#options.patience ?? PATIENCE);
    await Promise.all([...this.#underWay.values()].flatMap((sends) => [...sends]));
    clearTimeout(timer);
  }

  async #fill(): Promise<void> {
    const webhooks = await this.#options.store.listWebhooks({});
    const queued = await this.#queue.fill(webhooks, () => this.#isClosing);
    if (queued > 0) this.#loops.sending.wake();
  }

  async #claim(): Promise<void> {
    const { store, clock } = this.#options;
    for (const webhookId of this.#inTurn(await store.findDueWebhooks({ now: clock() }))) {
      const free = Math.min(AT_ONCE_TO_ONE - this.#sends(webhookId), AT_ONCE - this.#sends());
      if (free <= 0) continue;
      const webhook = await store.findWebhook({ webhookId });
      if (webhook === undefined || this.#isClosing) continue;
      const now = clock();
      const lease = { now, leaseUntil: now + LEASE, worker: this.#worker };
      const claimed = await store.claimDeliveries({ webhookId, ...lease, atMost: free });
      for (const delivery of claimed) this.#start(webhook, delivery);
      this.#lastServed = webhookId;
    }
  }

  /** Beginning behind the one that was served last, so that none is left out where all have much to be sent. */
  #inTurn(webhookIds: readonly string[]): string[] {
    const isLater = (id: string) => id > this.#lastServed;
    return [...webhookIds.filter(isLater), ...webhookIds.filter((id) => !isLater(id))];
  }

  #sends(webhookId?: string): number {
    if (webhookId !== undefined) return this.#underWay.get(webhookId)?.size ?? 0;
    return [...this.#underWay.values()].reduce((sum, sends) => sum + sends.size, 0);
  }

  #start(webhook: Webhook, delivery: Delivery): void {
    const sends = this.#underWay.get(webhook.id) ?? new Set();
    this.#underWay.set(webhook.id, sends);
    const send = this.#guarded("sending", () => this.#deliver(webhook, delivery)).finally(() => {
      sends.delete(send);
      if (sends.size === 0) this.#underWay.delete(webhook.id);
      if (!this.#isClosing) this.#loops.sending.wake();
    });
    sends.add(send);
  }

  async #deliver(webhook: Webhook, delivery: Delivery): Promise<void> {
    const { store, clock } = this.#options;
    const { webhookId, eventId } = delivery;
    const began = clock();
    const outcome = await this.#attempt(webhook, delivery);
    const attempt = { at: clock(), ...outcome };
    const after = this.#afterAttempt(delivery, attempt);
    this.#options.attempted?.(ATTEMPT_OUTCOMES[after.status], (attempt.at - began) / 1_000);
    if (after.status !== "delivered") {
      const { answer: _, ...told } = attempt;
      const attempts = delivery.attempts + 1;
      const what = after.status === "pending" ? "is tried again" : "is given up";
      this.#options.log.warn({ webhookId, eventId, attempts, ...told }, `a notification ${what}`);
    }
    await store.recordAttempt({ webhookId, eventId, worker: this.#worker, attempt, after });
  }

  async #attempt(webhook: Webhook, { body }: Delivery): Promise<Omit<Attempt, "at">> {
    const { send, clock } = this.#options;
    try {
      const secret = await this.#secretOf(webhook);
      const headers = signedHeaders({ secret, body }, clock(), webhook.environment);
      const { status, text } = await send({ url: webhook.url, headers, body, signal: this.#stop.signal });
      return { status, answer: text };
    } catch (error) {
      const known =
        error instanceof NoAnswer || error instanceof TargetRefused || error instanceof Unreadable;
      if (!known) this.#options.log.error({ err: error, webhookId: webhook.id }, "a notification failed");
      return { error: error instanceof Error ? error.message : String(error) };
    }
  }

  #afterAttempt({ attempts, queued }: Delivery, { at, status = 0 }: Attempt): AfterAttempt {
    if (status >= 200 && status < 300) return { status: "delivered" };
    // Not the receiver's fault: the next start tries at once.
    if (this.#stop.signal.aborted) return { status: "pending", due: at };
    const due = nextAttempt({ attempts: attempts + 1, queued, now: at }, this.#options);
    return due === undefined ? { status: "given_up" } : { status: "pending", due };
  }

  /** Where the root key is being replaced, the secret is put under the new one on the way. */
  async #secretOf({ id: webhookId, sealedSecret: former }: Webhook): Promise<string> {
    const { seal, store } = this.#options;
    const { secret, isFormer } = seal.open(former, webhookId);
    if (isFormer) {
      await store.resealWebhook({ webhookId, former, sealedSecret: seal.seal(secret, webhookId) });
    }
    return secret;
  }

  async #purge(): Promise<void> {
    const { store, clock } = this.#options;
    let purged = PURGED_AT_ONCE;
    while (purged === PURGED_AT_ONCE && !this.#isClosing) {
      const before = clock() - KEPT_FOR;
      ({ purged } = await store.purgeDeliveries({ before, atMost: PURGED_AT_ONCE }));
    }
  }

  /** The database may be away for a while; a lease that ends brings back what could not be recorded. */
  async #guarded(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#options.log.warn({ err: error }, `${what} notifications failed`);
    }
  }
}

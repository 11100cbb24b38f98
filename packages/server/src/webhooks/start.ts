import type { Logger } from "pino";
import { type RootKeys, rootKeysOf } from "../access/keys.ts";
import { Seal } from "../access/sealed.ts";
import type { Attempted, Outbox } from "../registry/webhooks.ts";
import type { Settings } from "../settings.ts";
import { Deliverer, type DelivererStore } from "./deliverer.ts";
import { Sender } from "./send.ts";

export interface DeliveriesOptions {
  readonly store: DelivererStore & { rootKey(): Promise<string> };
  readonly outbox: Outbox;
  readonly settings: Pick<
    Settings,
    | "CALLMARK_SECRET_KEY"
    | "CALLMARK_SECRET_KEY_PREVIOUS"
    | "CALLMARK_WEBHOOK_ALLOW_PRIVATE"
    | "CALLMARK_WEBHOOK_HOURS"
  >;
  readonly log: Logger;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** From 0 to 1, without 1. */
  readonly random: () => number;
  readonly attempted?: Attempted;
  /** How often events are looked for, in milliseconds; a test has less. */
  readonly pause?: number;
}

/** What the secrets of webhooks are sealed with. */
export function webhookSeal(keys: RootKeys): Seal {
  return new Seal(keys, "webhooks");
}

/** Sends notifications to the webhooks of a registry, until it is disposed of; before its store is. */
export async function startDeliveries(options: DeliveriesOptions): Promise<AsyncDisposable> {
  const { settings, store, ...rest } = options;
  const seal = webhookSeal(await rootKeysOf(settings, store));
  const sender = new Sender({ allowPrivate: settings.CALLMARK_WEBHOOK_ALLOW_PRIVATE });
  const deliverer = new Deliverer({
    ...rest,
    store,
    seal,
    send: (message) => sender.send(message),
    keepFor: settings.CALLMARK_WEBHOOK_HOURS * 3_600_000,
  });
  return {
    async [Symbol.asyncDispose]() {
      await deliverer[Symbol.asyncDispose]();
      sender[Symbol.dispose]();
    },
  };
}

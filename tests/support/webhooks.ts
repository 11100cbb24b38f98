import { randomUUID } from "node:crypto";
import { rootKeysOf } from "../../packages/server/src/access/keys.ts";
import { Seal } from "../../packages/server/src/access/sealed.ts";
import type { Store } from "../../packages/server/src/registry/store.ts";
import { WEBHOOK_TYPES } from "../../packages/server/src/registry/webhooks.ts";
import { openReceiver } from "../../packages/server/test/receiver.ts";
import { callerIdOf } from "./answer.ts";
import type { Api } from "./api.ts";
import { reviewed } from "./brands.ts";
import { eventually } from "./events.ts";
import { freshNumber } from "./world.ts";

/** A program whose webhooks may lie on this machine. */
export const PRIVATE = { environment: { CALLMARK_WEBHOOK_ALLOW_PRIVATE: "true" } } as const;

/** A webhook of an account's org with a receiver, which it takes with it. */
export interface ToldWebhook extends AsyncDisposable {
  readonly id: string;
  readonly receiver: Awaited<ReturnType<typeof openReceiver>>;
  /** Lets something happen, waits until the receiver has taken it, and gives the event's id. */
  told(): Promise<string>;
}

/** Adds a webhook to a registry whose program is `PRIVATE` and keeps its root key in the database. */
export async function addWebhook(store: Store, api: Api): Promise<ToldWebhook> {
  const receiver = await openReceiver();
  const id = randomUUID();
  const keys = await rootKeysOf(
    { CALLMARK_SECRET_KEY: undefined, CALLMARK_SECRET_KEY_PREVIOUS: undefined },
    store,
  );
  const sealedSecret = new Seal(keys, "webhooks").seal(receiver.secret, id);
  const { orgId } = api;
  const rest = { url: receiver.url, types: WEBHOOK_TYPES, environment: "tests", created: Date.now() };
  const added = await store.addWebhook({ id, orgId, sealedSecret, ...rest });
  if (added !== "added") throw new Error(`No webhook: ${added}`);
  return {
    id,
    receiver,
    async told() {
      const callerId = callerIdOf(await api.create({ phoneNumber: freshNumber() }));
      await reviewed(store, "callerId", api, callerId);
      const delivered = await eventually(
        () => store.listDeliveries({ webhookId: id, status: "delivered", atMost: 10 }),
        (all) => all.some(({ resourceId }) => resourceId.endsWith(callerId.id)),
      );
      return delivered[0]?.eventId ?? "";
    },
    [Symbol.asyncDispose]: () => receiver[Symbol.asyncDispose](),
  };
}

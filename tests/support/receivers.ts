import { randomUUID } from "node:crypto";
import { rootKeysOf } from "../../packages/server/src/access/keys.ts";
import type { Store } from "../../packages/server/src/registry/store.ts";
import type { Webhook } from "../../packages/server/src/registry/webhooks.ts";
import { readSettings } from "../../packages/server/src/settings.ts";
import { webhookSeal } from "../../packages/server/src/webhooks/start.ts";

/** A webhook that leads to a receiver, without its health check; gives its id. */
export async function addWebhookTo(
  store: Store,
  { orgId, types, created = 0 }: Pick<Webhook, "orgId" | "types"> & Partial<Pick<Webhook, "created">>,
  { url, secret }: { readonly url: string; readonly secret: string },
): Promise<string> {
  const id = randomUUID();
  const seal = webhookSeal(await rootKeysOf(readSettings({}), store));
  const sealedSecret = seal.seal(secret, id);
  const added = await store.addWebhook({ id, orgId, url, types, sealedSecret, environment: "test", created });
  if (added !== "added") throw new Error(`The webhook is not added: ${added}`);
  return id;
}

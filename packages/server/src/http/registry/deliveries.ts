import { printDelivery } from "../../registry/print-webhook.ts";
import { notFound } from "../../registry/problem.ts";
import { type Paging, pageAnswer, readPaging } from "../paging.ts";
import { readParameters } from "../parameters.ts";
import { endpoint } from "./exchange.ts";
import { found } from "./outcome.ts";

/** `GET …/webhooks/{webhookId}/deliveries?limit=&after=`: what it was told, and is still to be told, newest first. */
export const deliveries = endpoint<Paging>({
  writes: false,
  read: readPaging,

  async run(exchange, paging, { accessRevision }) {
    const { deps, names } = exchange;
    const { orgId, webhookId } = names;
    const listed = await deps.store.pageDeliveries({ orgId, webhookId, accessRevision, ...paging });
    const { deliveries: all, more } = found(listed, "Webhook");
    return pageAnswer(exchange, paging, { data: all.map(printDelivery), more });
  },
});

/** `POST …/deliveries/{eventId}/replay`: sends it again; one that has not come to its end is queued already. */
export const replay = endpoint<undefined>({
  writes: true,

  read({ rawQuery }) {
    readParameters(rawQuery, {});
    return undefined;
  },

  async run({ deps, names }, _, { accessRevision }) {
    const { orgId, webhookId, eventId } = names;
    const input = { orgId, webhookId, eventId, accessRevision, now: deps.clock() };
    const { outcome } = found(await deps.store.replayDelivery(input), "Webhook");
    if (outcome === "noDelivery") throw notFound("Delivery");
    return { status: 204 };
  },
});

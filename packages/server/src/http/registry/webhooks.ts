import { printWebhook } from "../../registry/print-webhook.ts";
import { type Paging, pageAnswer, readPaging } from "../paging.ts";
import { endpoint } from "./exchange.ts";
import { found } from "./outcome.ts";

/** `GET …/webhooks?limit=&after=`: an org's, oldest first; never a secret. */
export const webhooks = endpoint<Paging>({
  writes: false,
  read: readPaging,

  async run(exchange, paging, { accessRevision }) {
    const { deps, names } = exchange;
    const listed = await deps.store.pageWebhooks({ orgId: names.orgId, accessRevision, ...paging });
    const { webhooks: all, more } = found(listed);
    return pageAnswer(exchange, paging, { data: all.map(printWebhook), more });
  },
});

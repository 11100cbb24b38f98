import { KINDS } from "../../registry/kinds.ts";
import { printStep } from "../../registry/print-history.ts";
import { type Paging, pageAnswer, readPaging } from "../paging.ts";
import { endpoint } from "./exchange.ts";
import { keptOf, kindOf } from "./kept.ts";
import { found } from "./outcome.ts";

/** `GET …/history?limit=&after=`: the steps of a resource, who took them and why, newest first. */
export const history = endpoint<Paging>({
  writes: false,
  read: readPaging,

  async run(exchange, paging, grant) {
    const listed = await exchange.deps.store.listHistory(keptOf(exchange, paging, grant));
    const { steps, more } = found(listed, KINDS[kindOf(exchange)].label);
    const viewer = { owner: exchange.names.orgId, own: grant.orgId };
    return pageAnswer(exchange, paging, { data: steps.map((step) => printStep(step, viewer)), more });
  },
});

import { withReports } from "../../registry/envelope.ts";
import { newEtag } from "../../registry/etag.ts";
import { advisories } from "../../registry/rules.ts";
import { endpoint } from "../exchange.ts";
import { locationOf } from "../location.ts";
import { settled } from "../outcome.ts";
import { requestOf } from "../request-of.ts";
import { SHAPES } from "../shapes.ts";
import { judge, readMembers, type Submitted } from "../submitted.ts";

/** `POST …/{collection}`. */
export const create = endpoint<Submitted>({
  writes: true,

  async read(exchange) {
    return judge(exchange, await readMembers(exchange, SHAPES[exchange.kind.name].create));
  },

  async run(exchange, input, grant) {
    const { kind, deps } = exchange;
    const created = settled(
      exchange,
      await deps.store.create({
        ...input,
        ...requestOf(exchange, grant),
        clientId: grant.clientId,
        now: deps.clock(),
        etag: newEtag(),
        maximum: deps.maximum[kind.name],
        required: deps.required,
      }),
    );
    if (created.isRejected) deps.reviewed(kind.name, "rejected", 0);
    const headers = { etag: `"${created.etag}"`, location: locationOf(exchange, created.id) };
    return {
      status: 201,
      headers,
      body: withReports(created.body, advisories(created.findings, deps.clock())),
    };
  },
});

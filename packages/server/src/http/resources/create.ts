import { withReports } from "../../registry/envelope.ts";
import { newEtag } from "../../registry/etag.ts";
import { endpoint } from "../exchange.ts";
import { locationOf } from "../location.ts";
import { settled } from "../outcome.ts";
import { SHAPES } from "../shapes.ts";
import { judge, readMembers, type Submitted } from "../submitted.ts";

/** `POST …/{collection}`. */
export const create = endpoint<Submitted>({
  writes: true,

  async read(exchange) {
    return judge(exchange, await readMembers(exchange, SHAPES[exchange.kind.name].create));
  },

  async run(exchange, input, { accessRevision, clientId }) {
    const { kind, collection, deps } = exchange;
    const created = settled(
      exchange,
      await deps.store.create({
        ...input,
        kind: kind.name,
        collection,
        accessRevision,
        clientId,
        now: deps.clock(),
        etag: newEtag(),
        maximum: deps.maximum[kind.name],
      }),
    );
    const headers = { etag: `"${created.etag}"`, location: locationOf(exchange, created.id) };
    return { status: 201, headers, body: withReports(created.body) };
  },
});

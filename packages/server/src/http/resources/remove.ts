import { endpoint } from "../exchange.ts";
import { expectIfMatch } from "../if-match.ts";
import { settled } from "../outcome.ts";
import { readParameters } from "../parameters.ts";

/** `DELETE …/{collection}/{id}`: the number is free again at once. */
export const remove = endpoint<undefined>({
  writes: true,

  read({ rawQuery }) {
    readParameters(rawQuery, {});
    return undefined;
  },

  async run(exchange, _, { accessRevision, clientId }) {
    const { kind, collection, id, deps } = exchange;
    const request = { kind: kind.name, collection, accessRevision };
    const ifMatch = await expectIfMatch(exchange, request);
    const removed = settled(
      exchange,
      await deps.store.remove({ ...request, id, ifMatch, clientId, now: deps.clock() }),
    );
    return { status: 204, headers: { etag: `"${removed.etag}"` } };
  },
});

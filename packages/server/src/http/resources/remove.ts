import { endpoint } from "../exchange.ts";
import { expectIfMatch } from "../if-match.ts";
import { settled } from "../outcome.ts";
import { readParameters } from "../parameters.ts";
import { requestOf } from "../request-of.ts";

/** `DELETE …/{collection}/{id}`: the number is free again at once. */
export const remove = endpoint<undefined>({
  writes: true,

  read({ rawQuery }) {
    readParameters(rawQuery, {});
    return undefined;
  },

  async run(exchange, _, grant) {
    const { id, deps } = exchange;
    const request = requestOf(exchange, grant);
    const ifMatch = await expectIfMatch(exchange, request);
    const removed = settled(
      exchange,
      await deps.store.remove({ ...request, id, ifMatch, clientId: grant.clientId, now: deps.clock() }),
    );
    return { status: 204, headers: { etag: `"${removed.etag}"` } };
  },
});

import { endpoint } from "../exchange.ts";
import { settled } from "../outcome.ts";
import { readParameters } from "../parameters.ts";
import { requestOf } from "../request-of.ts";

/** `GET …/{collection}/{id}`. */
export const get = endpoint<undefined>({
  writes: false,

  read({ rawQuery }) {
    readParameters(rawQuery, {});
    return undefined;
  },

  async run(exchange, _, grant) {
    const { id, deps } = exchange;
    const found = settled(exchange, await deps.store.get({ ...requestOf(exchange, grant), id }));
    return { status: 200, headers: { etag: `"${found.etag}"` }, body: found.body };
  },
});

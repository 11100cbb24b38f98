import { endpoint } from "../exchange.ts";
import { settled } from "../outcome.ts";
import { readParameters } from "../parameters.ts";

/** `GET …/{collection}/{id}`. */
export const get = endpoint<undefined>({
  writes: false,

  read({ rawQuery }) {
    readParameters(rawQuery, {});
    return undefined;
  },

  async run(exchange, _, { accessRevision }) {
    const { kind, collection, id, deps } = exchange;
    const found = settled(
      exchange,
      await deps.store.get({ kind: kind.name, collection, accessRevision, id }),
    );
    return { status: 200, headers: { etag: `"${found.etag}"` }, body: found.body };
  },
});

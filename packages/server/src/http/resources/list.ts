import { bindCursor } from "../../registry/cursor.ts";
import type { Position } from "../../registry/store.ts";
import { endpoint } from "../exchange.ts";
import type { Asked } from "../filters.ts";
import { locationOf } from "../location.ts";
import { settled } from "../outcome.ts";
import { LIST_PARAMETERS, readLimit, readParameters } from "../parameters.ts";
import { readAfter } from "../position.ts";
import { requestOf } from "../request-of.ts";

interface Input extends Asked {
  readonly limit: number;
  readonly binding: string;
  readonly after?: Position;
}

/** `GET …/{collection}?ql=&limit=&after=` (docs/contract.md, Listing). */
export const list = endpoint<Input>({
  writes: false,

  read(exchange) {
    const { kind, view, collection, deps, rawQuery } = exchange;
    const { ql, limit, after } = readParameters(rawQuery, LIST_PARAMETERS, Object.keys(kind.fields));
    const size = readLimit(limit);
    const asked = deps.filters.read(kind, ql);
    const binding = bindCursor(
      view ?? kind.name,
      collection.orgId,
      collection.parentId,
      asked.filter?.meaning ?? "",
    );
    return { ...asked, limit: size, binding, ...readAfter(deps, after, binding) };
  },

  async run(exchange, { filter, repeated, limit, binding, after }, grant) {
    const { view, deps } = exchange;
    const page = settled(
      exchange,
      await deps.store.list({
        ...requestOf(exchange, grant),
        limit,
        ...(view && { view }),
        ...(filter && { filter }),
        ...(after && { after }),
      }),
    );
    let pagination = "{}";
    if (page.more !== undefined) {
      const cursor = deps.cursors.write(page.more, binding);
      const next = `${locationOf(exchange)}?${repeated}limit=${limit}&after=${cursor}`;
      pagination = JSON.stringify({ cursors: { after: cursor }, next });
    }
    const rest = `],"pagination":${pagination},"total":${page.total}}`;
    return { status: 200, body: [`{"data":[`, page.data, rest] };
  },
});

import { endpoint } from "../exchange.ts";
import { locationOf } from "../location.ts";
import { settled } from "../outcome.ts";
import { type FilteredPaging, paginationOf, readFilteredPaging } from "../paging.ts";
import { requestOf } from "../request-of.ts";

/** `GET …/{collection}?ql=&limit=&after=` (docs/contract.md, Listing). */
export const list = endpoint<FilteredPaging>({
  writes: false,

  read(exchange) {
    const { kind, view, collection } = exchange;
    return readFilteredPaging(exchange, { kind, name: view ?? kind.name, ...collection });
  },

  async run(exchange, paging, grant) {
    const { view, deps } = exchange;
    const { filter, limit, after } = paging;
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
    const pagination = JSON.stringify(paginationOf(deps, locationOf(exchange), paging, page.more));
    const rest = `],"pagination":${pagination},"total":${page.total}}`;
    return { status: 200, body: [`{"data":[`, page.data, rest] };
  },
});

import { UnexpectedAnswer } from "../errors.ts";
import { fetchPage, type Listed, type ListQuery, type Page, walk } from "./pages.ts";

/** Resources that are fetched page by page, as they are asked for. Each iteration begins anew. */
export interface Listing<Resource> extends AsyncIterable<Resource> {
  /** The same, page by page. The last one has no `after`; any may have few resources, or none. */
  pages(): AsyncIterable<Page<Resource>>;
  /** The first that matches; `undefined` where none does. */
  first(): Promise<Resource | undefined>;
}

/** A listing whose server says how many match. */
export interface CountedListing<Resource> extends Listing<Resource> {
  /** How many match in all, `after` or not. One request. */
  total(): Promise<number>;
}

/** What is listed at a path. Throws a `RangeError` for a `limit` that is no whole number from 1 up. */
export function listingOf<Resource>(listed: Listed, query: ListQuery<never>): CountedListing<Resource> {
  const { limit } = query;
  if (limit !== undefined && !(Number.isSafeInteger(limit) && limit > 0)) {
    throw new RangeError("limit must be a whole number from 1 up");
  }
  return {
    pages: () => walk<Resource>(listed, query),
    async *[Symbol.asyncIterator]() {
      for await (const { data } of walk<Resource>(listed, query)) yield* data;
    },
    async first() {
      for await (const { data } of walk<Resource>(listed, { ...query, limit: 1 })) {
        if (data.length > 0) return data[0];
      }
      return undefined;
    },
    async total() {
      const { page } = await fetchPage(listed, { ...query, after: undefined, limit: 1 });
      if (page.total !== undefined) return page.total;
      throw new UnexpectedAnswer({ message: `GET ${listed.path} was answered without a total` });
    },
  };
}

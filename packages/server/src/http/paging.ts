import { bindCursor, type CursorBinding } from "../registry/cursor.ts";
import type { Position } from "../registry/store.ts";
import type { Answer } from "./answer.ts";
import type { Deps } from "./exchange.ts";
import { LIST_PARAMETERS, readLimit, readParameters } from "./parameters.ts";
import { readAfter } from "./position.ts";

/*
 * Pages of what the registry has beside the resources, which have no filters.
 */

/** A request for a page of a list, which the path names as it is printed. */
interface Listing {
  readonly deps: Pick<Deps, "cursors">;
  readonly path: string;
  readonly rawQuery: string;
}

/** Which page of a list is asked for. */
export interface Paging {
  readonly limit: number;
  readonly after?: Position;
}

const { limit, after } = LIST_PARAMETERS;

/** `limit` and `after`; throws what is wrong with them. */
export function readPaging({ deps, path, rawQuery }: Listing): Paging {
  const parameters = readParameters(rawQuery, { limit, after });
  return { limit: readLimit(parameters.limit), ...readAfter(deps, parameters.after, bindingOf(path)) };
}

/** A page of a list, with the way to the next one. */
export function pageAnswer(
  { deps, path }: Pick<Listing, "deps" | "path">,
  { limit: size }: Paging,
  page: { readonly data: readonly object[]; readonly more?: Position | undefined; readonly total?: number },
): Answer {
  const { data, more, total } = page;
  let pagination = {};
  if (more !== undefined) {
    const cursor = deps.cursors.write(more, bindingOf(path));
    pagination = { cursors: { after: cursor }, next: `${path}?limit=${size}&after=${cursor}` };
  }
  return {
    status: 200,
    body: JSON.stringify({ data, pagination, ...(total !== undefined && { total }) }),
  };
}

function bindingOf(path: string): CursorBinding {
  return bindCursor("registry", path, "", "");
}

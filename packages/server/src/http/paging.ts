import { bindCursor, type CursorBinding } from "../registry/cursor.ts";
import type { ResourceKind } from "../registry/kind.ts";
import { problem } from "../registry/problem.ts";
import type { Position } from "../registry/store.ts";
import type { Answer } from "./answer.ts";
import type { Deps } from "./exchange.ts";
import type { Asked } from "./filters.ts";
import { LIST_PARAMETERS, readLimit, readParameters } from "./parameters.ts";

/** Which page of a list is asked for. */
export interface Paging {
  readonly limit: number;
  readonly after?: Position;
}

/** Which page of a list that has filters is asked for. */
export interface FilteredPaging extends Paging, Asked {
  /** What a cursor of this list, under this filter, belongs to. */
  readonly binding: CursorBinding;
}

/** A list that has filters: its fields, and what tells its cursors from those of others. */
interface Filtered {
  readonly kind: Pick<ResourceKind, "collection" | "fields">;
  readonly name: string;
  readonly orgId: string;
  /** "" where the list is the org's own. */
  readonly parentId: string;
}

/** `ql`, `limit` and `after`; throws what is wrong with them. */
export function readFilteredPaging(
  { deps, rawQuery }: { readonly deps: Pick<Deps, "cursors" | "filters">; readonly rawQuery: string },
  { kind, name, orgId, parentId }: Filtered,
): FilteredPaging {
  const parameters = readParameters(rawQuery, LIST_PARAMETERS, Object.keys(kind.fields));
  const size = readLimit(parameters.limit);
  const asked = deps.filters.read(kind, parameters.ql);
  const binding = bindCursor(name, orgId, parentId, asked.filter?.meaning ?? "");
  return { ...asked, limit: size, binding, ...readAfter(deps, parameters.after, binding) };
}

/** `pagination` of a page: where the list goes on, and nothing on the last one. `path` is that of the list. */
export function paginationOf(
  { cursors }: Pick<Deps, "cursors">,
  path: string,
  { repeated, limit: size, binding }: Omit<FilteredPaging, "filter" | "after">,
  more: Position | undefined,
): object {
  if (more === undefined) return {};
  const cursor = cursors.write(more, binding);
  return { cursors: { after: cursor }, next: `${path}?${repeated}limit=${size}&after=${cursor}` };
}

/** The place that an `after` names; throws `InvalidCursor` where it belongs elsewhere. */
function readAfter(
  { cursors }: Pick<Deps, "cursors">,
  after: string | undefined,
  binding: CursorBinding,
): { readonly after?: Position } {
  if (after === undefined) return {};
  const position = cursors.read(after, binding);
  if (position !== undefined) return { after: position };
  throw problem(
    "InvalidCursor",
    "'after' is not a cursor of this list under this 'ql'; take it from the page before",
  );
}

/*
 * Pages of what the registry has beside the resources and what it tells of them, which have no filters.
 */

/** A request for a page of a list, which the path names as it is printed. */
interface Listing {
  readonly deps: Pick<Deps, "cursors">;
  readonly path: string;
  readonly rawQuery: string;
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
  const pagination = paginationOf(deps, path, { repeated: "", limit: size, binding: bindingOf(path) }, more);
  return {
    status: 200,
    body: JSON.stringify({ data, pagination, ...(total !== undefined && { total }) }),
  };
}

function bindingOf(path: string): CursorBinding {
  return bindCursor("registry", path, "", "");
}

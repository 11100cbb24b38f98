import { UnexpectedAnswer } from "../errors.ts";
import type { Filter } from "../filter/build.ts";
import { type Answer, nameOf, type Request } from "../transport/request.ts";
import type { Sender } from "../transport/sender.ts";

/** What a list is asked for. */
export interface ListQuery<Field extends string> {
  /** A filter, or its text in the filter language. */
  readonly where?: Filter<Field> | string | undefined;
  /** Resources on a page: at least 1. The server has a default, and may give fewer. */
  readonly limit?: number | undefined;
  /** A page's `after`: begins behind that page. */
  readonly after?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What a list without a filter is asked for. */
export type PageQuery = Omit<ListQuery<never>, "where">;

/** A page of a list. */
export interface Page<Resource> {
  readonly data: readonly Resource[];
  /** How many match in all, where the server says so. */
  readonly total?: number;
  /** What the next page is asked for with; absent on the last one. */
  readonly after?: string;
}

/** Where a list is, and how to ask for it. */
export interface Listed {
  readonly sender: Sender;
  readonly path: string;
}

/** Asks for one page. Gives the answer beside it. */
export async function fetchPage<Resource>(
  { sender, path }: Listed,
  { where, limit, after, signal }: ListQuery<never>,
): Promise<{ readonly page: Page<Resource>; readonly answer: Answer }> {
  const ql = where === undefined ? undefined : String(where);
  const request: Request = { operation: "read", method: "GET", path, query: { ql, limit, after }, signal };
  const answer = await sender.send(request);
  return { page: readPage(request, answer), answer };
}

/**
 * All pages from the one that `query` names on, one request at a time. Ends with the page that names no further one,
 * however many resources it has. Throws `UnexpectedAnswer` where a list goes round in a circle.
 */
export async function* walk<Resource>(
  listed: Listed,
  query: ListQuery<never>,
): AsyncGenerator<Page<Resource>, void, undefined> {
  let { after } = query;
  for (;;) {
    const { page } = await fetchPage<Resource>(listed, { ...query, after });
    yield page;
    if (page.after === undefined) return;
    if (page.after === after)
      throw unexpected(nameOf({ method: "GET", path: listed.path }), "names itself as the next page");
    after = page.after;
  }
}

/** A page as the wire has it, in every way that servers write it. */
interface PageBody {
  readonly data?: unknown;
  readonly total?: unknown;
  readonly pagination?: {
    readonly cursors?: { readonly after?: unknown } | null;
    readonly next?: unknown;
  } | null;
}

function readPage<Resource>(request: Request, { status, body }: Answer): Page<Resource> {
  // 204 says that there is nothing.
  if (body === undefined && status === 204) return { data: [] };
  const { data, total, pagination } = (body ?? {}) as PageBody;
  if (!Array.isArray(data))
    throw unexpected(nameOf(request), "was answered without a list in `data`", status);
  const after = cursorOf(pagination ?? {});
  if (after === undefined && isText(pagination?.next)) {
    throw unexpected(nameOf(request), "was answered with a next page that names no `after`", status);
  }
  return {
    data: data as Resource[],
    ...(typeof total === "number" && { total }),
    ...(after !== undefined && { after }),
  };
}

/**
 * The cursor of the next page. `next` is never requested as it stands: it may lack the beginning of the path, and a
 * server behind a proxy does not know its own; the cursor is all that it adds to what was asked.
 */
function cursorOf({ cursors, next }: NonNullable<PageBody["pagination"]>): string | undefined {
  const after = cursors?.after;
  if (isText(after)) return after;
  if (!isText(next)) return undefined;
  const at = next.indexOf("?");
  return new URLSearchParams(at === -1 ? "" : next.slice(at + 1)).get("after") || undefined;
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function unexpected(request: string, what: string, status?: number): UnexpectedAnswer {
  return new UnexpectedAnswer({ message: `${request} ${what}`, request, status });
}

import type { CursorBinding } from "../registry/cursor.ts";
import { problem } from "../registry/problem.ts";
import type { Position } from "../registry/store.ts";
import type { Deps } from "./exchange.ts";

/** The place that an `after` names; throws `InvalidCursor` where it belongs elsewhere. */
export function readAfter(
  { cursors }: Pick<Deps, "cursors">,
  after: string | undefined,
  binding: CursorBinding,
): { readonly after?: Position } {
  if (after === undefined) return {};
  const position = cursors.read(after, binding);
  if (position !== undefined) return { after: position };
  throw problem(
    "InvalidCursor",
    "'after' is no cursor of this list with this 'ql'; take it from the page before",
  );
}

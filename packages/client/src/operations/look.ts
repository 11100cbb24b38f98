import type { Envelope } from "../resources/resource.ts";
import { type Answer, type Request, segment } from "../transport/request.ts";
import type { Look } from "../transport/sender.ts";
import { type Collection, resourceOf } from "./collection.ts";
import { fetchPage } from "./pages.ts";
import { isSame } from "./same.ts";

/**
 * Milliseconds by which a resource may seem older than its request: dates of answers are whole seconds, and the clocks
 * of a server's nodes differ a little.
 */
const ROUNDING = 5_000;
/** The same where the answer has no date, and the clocks may differ. */
const CLOCKS_DIFFER = 60_000;

/**
 * Looks for what a create has made whose answer was lost: what the details identify, with the same details, and not
 * older than the call. It finds `undefined` where there is none: then it was not created, or is another's, of which the
 * server will tell. There is no way to look, and so to send again, where nothing identifies the details.
 */
export function lookForCreated<Resource extends Envelope, Details, Field extends string>(
  { kind, sender, path, time }: Collection<Resource, Details, Field>,
  details: Details,
  signal: AbortSignal | undefined,
): Look | undefined {
  const began = time.now();
  const where = kind.identify(details);
  if (where === undefined) return undefined;
  return async () => {
    for (let after: string | undefined; ; ) {
      const { page, answer } = await fetchPage<Resource>(
        { sender, path },
        { where: String(where), after, signal },
      );
      const since = serverTime(answer, began, time.now());
      const found = page.data.find(
        (resource) =>
          resource.state !== "DELETED" &&
          Date.parse(resource.createdDate) >= since &&
          isSame(kind.detailsOf(resource), details),
      );
      if (found !== undefined) return { ...answer, body: found };
      if (page.after === undefined || page.after === after) return undefined;
      after = page.after;
    }
  };
}

/** What the server's clock showed, at the latest, when the client's showed `began`. */
function serverTime({ headers }: Answer, began: number, now: number): number {
  const date = Date.parse(headers.get("date") ?? "");
  return Number.isNaN(date) ? began - CLOCKS_DIFFER : date - (now - began) - ROUNDING;
}

/**
 * Looks for what an update has made whose answer was lost, and which has moved the etag: the resource, where its
 * details are the same.
 */
export function lookForUpdated<Resource extends Envelope, Details, Field extends string>(
  { kind, sender, path }: Collection<Resource, Details, Field>,
  { id, etag }: Pick<Resource, "id" | "etag">,
  details: Details,
  signal: AbortSignal | undefined,
): Look {
  return async () => {
    const at = `${path}/${segment("id", id)}`;
    const request: Request = { operation: "read", method: "GET", path: at, signal };
    const answer = await sender.send(request);
    const resource = resourceOf<Resource>(request, answer);
    return resource.etag !== etag && isSame(kind.detailsOf(resource), details) ? answer : undefined;
  };
}

import type { HistoryStep, Version } from "../resources/registry.ts";
import type { Accepted, Envelope } from "../resources/resource.ts";
import { type Answer, type Request, segment } from "../transport/request.ts";
import { type Collection, resourceOf } from "./collection.ts";
import { type CountedListing, type Listing, listingOf } from "./listing.ts";
import { lookForCreated, lookForUpdated } from "./look.ts";
import type { ListQuery, PageQuery } from "./pages.ts";

/** What every call takes. */
export interface CallOptions {
  /** Ends the call wherever it is, with the signal's reason: in a wait as well as in a request. */
  readonly signal?: AbortSignal | undefined;
}

/** The operations of one collection. */
export interface Resources<Resource extends Envelope, Details, Field extends string> {
  /** What matches, newest first. Nothing is requested before it is iterated. */
  list(query?: ListQuery<Field>): CountedListing<Resource>;
  /** Throws `NotFound` where there is none, or none any more. */
  get(id: string, options?: CallOptions): Promise<Resource>;
  /** Throws `Rejected` where a validation rule is violated. */
  create(details: Details, options?: CallOptions): Promise<Accepted<Resource>>;
  /**
   * Replaces the details whole, and asks for a new review. Throws `StaleEtag` where the resource was updated since it
   * was read, `Rejected` where a validation rule is violated.
   */
  update(
    resource: Pick<Resource, "id" | "etag">,
    details: Details,
    options?: CallOptions,
  ): Promise<Accepted<Resource>>;
  /** The versions that were in force, newest first; a deleted resource still has them. callmark's own. */
  versions(id: string, query?: PageQuery): Listing<Version<Resource>>;
  /** What happened to a resource, newest first, as far back as the registry keeps it. callmark's own. */
  history(id: string, query?: PageQuery): Listing<HistoryStep>;
  /** Throws `StaleEtag` where the resource was updated since it was read. */
  delete(resource: Pick<Resource, "id" | "etag">, options?: CallOptions): Promise<void>;
}

/** The operations of a collection, the same for every kind of resource. */
export function resourcesOf<Resource extends Envelope, Details, Field extends string>(
  collection: Collection<Resource, Details, Field>,
): Resources<Resource, Details, Field> {
  const { kind, sender, path } = collection;
  const at = (id: string) => `${path}/${segment("id", id)}`;
  const kept = (id: string, what: string) => ({ sender, path: `${registryPath(at(id))}/${what}` });
  return {
    list: (query = {}) => listingOf<Resource>({ sender, path }, query as ListQuery<never>),

    async get(id, { signal } = {}) {
      const request: Request = { operation: "read", method: "GET", path: at(id), signal };
      return resourceOf<Resource>(request, await sender.send(request));
    },

    versions: (id, query = {}) => listingOf<Version<Resource>>(kept(id, "versions"), query),
    history: (id, query = {}) => listingOf<HistoryStep>(kept(id, "history"), query),

    async create(details, { signal } = {}) {
      const body = { [kind.member]: details };
      const request: Request = { operation: "create", method: "POST", path, body, signal };
      const look = lookForCreated(collection, details, signal);
      return acceptedOf<Resource>(request, await sender.send(request, look));
    },

    async update({ id, etag }, details, { signal } = {}) {
      const body = { id, [kind.member]: details };
      const headers = ifMatch(etag);
      const request: Request = { operation: "update", method: "PUT", path: at(id), body, headers, signal };
      const look = lookForUpdated(collection, { id, etag }, details, signal);
      return acceptedOf<Resource>(request, await sender.send(request, look));
    },

    async delete({ id, etag }, { signal } = {}) {
      await sender.send({
        operation: "delete",
        method: "DELETE",
        path: at(id),
        headers: ifMatch(etag),
        signal,
      });
    },
  };
}

/** Where the registry's own API tells of what lies at a path. */
export function registryPath(path: string): string {
  return path.replace(/^\/api\//, "/registry/");
}

/** The header that names the version which a write is meant for. Throws a `TypeError` for what is no etag. */
function ifMatch(etag: string): Readonly<Record<string, string>> {
  if (typeof etag !== "string" || !/^[\x21\x23-\x7e]+$/.test(etag)) {
    throw new TypeError("etag must be the one of a resource that was read: a text without quotes");
  }
  return { "if-match": `"${etag}"` };
}

function acceptedOf<Resource>(request: Request, answer: Answer): Accepted<Resource> {
  const resource = resourceOf<Resource & { readonly validationReports?: unknown }>(request, answer);
  const { validationReports } = resource;
  return { ...resource, validationReports: Array.isArray(validationReports) ? validationReports : [] };
}

import type { IncomingMessage } from "node:http";
import type { Department } from "@callmark/contract";
import type { Authenticator } from "../access/authenticator.ts";
import type { Pages } from "../console/pages.ts";
import type { EventHub } from "../events/hub.ts";
import type { ImageFolder } from "../images/folder.ts";
import type { Workshop } from "../images/workshop.ts";
import type { RateLimit } from "../rates/rate-limit.ts";
import type { CallerIdRequirements } from "../registry/caller-id-rules.ts";
import type { Cursors } from "../registry/cursor.ts";
import type { ResourceKind } from "../registry/kind.ts";
import type { Reviewed } from "../registry/reviews.ts";
import type { Collection, Grant, KindName, Store } from "../registry/store.ts";
import type { Answer } from "./answer.ts";
import type { Filters } from "./filters.ts";

/** What the HTTP room works with; the same for the program, its tests and its benchmarks. */
export interface Deps {
  readonly store: Store;
  readonly authenticator: Authenticator;
  /** How much each org may ask for; without it, as much as it likes. */
  readonly rates?: RateLimit;
  readonly cursors: Cursors;
  readonly filters: Filters;
  /** What the rules of each kind are measured by. */
  readonly policies: { readonly [Name in KindName]: unknown };
  /** How many resources of a kind one collection may hold. */
  readonly maximum: { readonly [Name in KindName]: number };
  /** What a caller ID requires of its brand. */
  readonly required: CallerIdRequirements;
  /** The departments that a caller ID may have, by their keys. */
  readonly departments: ReadonlyMap<string, Omit<Department, "key">>;
  /** Tells followers of events that there are more. */
  readonly hub: EventHub;
  readonly images: {
    readonly workshop: Workshop;
    /** Where new pictures are put; in the database unless there is one. */
    readonly folder?: ImageFolder;
    /** How many an org may have. */
    readonly maximum: number;
  };
  /** The console; absent where none is served. */
  readonly pages?: Pages;
  /** Does this server serve the demo? */
  readonly demo: boolean;
  readonly corsOrigins: readonly string[];
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly reviewed: Reviewed;
  /** Told of each answer: the route's template, "" where nothing lives at the path, and the time in seconds. */
  readonly answered: (method: string, route: string, status: number, seconds: number) => void;
}

/** A request to a path of the API, as the router found it. */
export interface Incoming {
  readonly deps: Deps;
  readonly raw: IncomingMessage;
  /** The path's parameters, decoded. */
  readonly parameters: Readonly<Record<string, string | undefined>>;
  /** The query string as it came, without its `?`. */
  readonly rawQuery: string;
  /** Aborted once the server begins to close. */
  readonly closing: AbortSignal;
}

/** A path of the API: whatever the method, it is answered in the order of checks (docs/contract.md). */
export interface Route {
  /** As the router takes it. */
  readonly url: string;
  /** Throws the `Problem` that the client is told. */
  answer(incoming: Incoming): Promise<Answer>;
}

/** A path template of the contract as the router takes it. */
export function routerUrl(path: string): string {
  return path.replace(/\{(\w+)\}/g, ":$1");
}

/** A path of a kind of resource, and what its methods do. */
export interface ResourceRoute {
  /** Its parameters are `orgId`, `parentId` and `id`. */
  readonly url: string;
  readonly kind: ResourceKind & { readonly name: KindName };
  /** Does it name one resource, rather than a collection? */
  readonly item: boolean;
  /** What it lists, where that is not the collection itself. */
  readonly view?: "delegatedBrand";
  readonly methods: Readonly<Record<string, Endpoint>>;
}

/** A request to a resource's path, let in by the steps before it. */
export interface Exchange {
  readonly deps: Deps;
  readonly kind: ResourceKind & { readonly name: KindName };
  /** Where the path lists something else than the collections of the kind. */
  readonly view?: "delegatedBrand";
  readonly collection: Collection;
  /** The resource that the path names; "" where it names a collection. */
  readonly id: string;
  /** The query string as it came, without its `?`. */
  readonly rawQuery: string;
  readonly raw: IncomingMessage;
  /** The body whole; read once, however often it is asked for. Throws 413. */
  readonly body: () => Promise<Buffer>;
}

/** One operation of a resource: what it reads from the request, and what it then asks of the store. */
export interface Endpoint<Input = unknown> {
  /** Does it need a read-write account? */
  readonly writes: boolean;
  /** Steps 6 to 8 of the order of checks; it throws what is wrong with the request by itself. */
  read(exchange: Exchange): Input | Promise<Input>;
  /** Steps 5 and 9 to 11, in one transaction of the store. */
  run(exchange: Exchange, input: Input, grant: Grant): Promise<Answer>;
}

/** Keeps the input's type between `read` and `run`, and forgets it outside. */
export function endpoint<Input>(described: Endpoint<Input>): Endpoint {
  return described as Endpoint;
}

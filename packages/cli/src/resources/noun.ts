import type { CallmarkClient, Filter, State, ValidationReport } from "@callmark/client";
import type { Command } from "commander";
import { type Connection, type ConnectionOptions, connect, connectToBrand } from "../connection.ts";
import type { Column } from "../listing/columns.ts";
import type { ListedPage } from "../listing/print-list.ts";

/** What every resource has. */
export interface AnyResource {
  readonly id: string;
  readonly etag: string;
  readonly state: State;
  readonly createdDate: string;
  readonly updatedDate: string;
}

/** A list of the client's, as far as the verbs go through it. */
export interface AnyListing<Resource> extends AsyncIterable<Resource> {
  pages(): AsyncIterable<ListedPage<Resource>>;
  first(): Promise<Resource | undefined>;
}

export interface ListQuery {
  readonly where?: string;
  readonly limit?: number;
  readonly signal?: AbortSignal;
}

/** The operations of the client on one kind of resource, with the filter as text. */
export interface Collection<Resource, Details> {
  list(query?: ListQuery): AnyListing<Resource>;
  get(id: string): Promise<Resource>;
  create(details: Details): Promise<Resource & Reported>;
  update(resource: Resource, details: Details): Promise<Resource & Reported>;
  delete(resource: Pick<Resource & AnyResource, "id" | "etag">): Promise<void>;
}

export interface Reported {
  readonly validationReports: readonly ValidationReport[];
}

/** What the verbs `list`, `get`, `create`, `update` and `delete` have to know of a kind of resource. */
export interface Noun<
  Resource extends AnyResource = AnyResource,
  Details = unknown,
  FilterOptions = object,
  DetailOptions = object,
> {
  /** The command's name: `caller-ids`. */
  readonly command: string;
  readonly article: "a" | "an";
  readonly one: string;
  readonly many: string;
  readonly reach: "org" | "brand";
  /** What names one of them on the command line. */
  readonly reference: string;
  readonly columns: readonly Column<Resource>[];
  /** The member that holds the details. */
  readonly member: string;
  readonly examples: Readonly<Record<Verb, readonly string[]>>;
  collection(at: Place): Collection<Resource, Details>;
  detailsOf(resource: Resource): Details;
  /** What a person calls one of them by. */
  nameOf(resource: Resource): string | undefined;
  /** The filter that finds what is named so, where that is no id. */
  filterOf?(reference: string): Filter | undefined;
  addFilterOptions(command: Command): void;
  filtersOf(options: FilterOptions): Filter[];
  addDetailOptions(command: Command, verb: "create" | "update"): void;
  /** The details that the options ask for, in place of those that are there; `undefined` where they ask for none. */
  details(
    options: DetailOptions,
    at: Place,
    current: Details | undefined,
  ): Promise<Details | undefined> | Details | undefined;
}

export type Verb = "list" | "get" | "create" | "update" | "delete";

/** Where resources are: a server, an organization and, as far as they are a brand's, a brand. */
export interface Place {
  readonly client: CallmarkClient;
  readonly orgId: string;
  readonly brandId: string;
}

/** Finds the place that a verb is about. Throws `UsageError` where it is not said. */
export async function placeOf({ reach }: Pick<Noun, "reach">, options: ConnectionOptions): Promise<Place> {
  const connection: Connection = reach === "brand" ? await connectToBrand(options) : await connect(options);
  return { client: connection.client, orgId: connection.orgId, brandId: connection.brandId ?? "" };
}

/** The examples of a verb, as its help shows them. */
export function exampleText(lines: readonly string[]): string {
  return `\nExample:\n${lines.map((line) => `  $ ${line}`).join("\n")}`;
}

import type { SubmittedCallerIdDetails } from "@callmark/contract";
import type { CallerIdRequirements } from "../src/registry/caller-id-rules.ts";
import { callerIds } from "../src/registry/caller-ids.ts";
import type { IfMatch } from "../src/registry/etag.ts";
import { newEtag } from "../src/registry/etag.ts";
import { readFilter } from "../src/registry/filter.ts";
import type { ChangeState } from "../src/registry/reviews.ts";
import type {
  Collection,
  Create,
  Given,
  List,
  Page,
  Position,
  Remove,
  Store,
  Update,
} from "../src/registry/store.ts";

/** What a registry asks of a brand that asks nothing. */
export const NOTHING: CallerIdRequirements = {
  shared: "waived",
  brand: "waived",
  logo: "waived",
  phoneVerification: "waived",
  departmentCategories: {},
};
export const CLIENT = "client";
/** The clock of a test that does not care. */
export const NOW = Date.parse("2026-10-02T11:41:00Z");

/** The revision of a registry whose accounts nobody touched. */
const FIRST_REVISION = 1;

const base = (collection: Collection) =>
  ({ kind: "callerId", collection, accessRevision: FIRST_REVISION }) as const;
const write = (collection: Collection) => ({ ...base(collection), clientId: CLIENT, now: NOW });

/** Inputs of the store's operations for one collection, each with what a test leaves open filled in. */
export function requests(collection: Collection) {
  return {
    list: (ql?: string, more: Partial<List> = {}): List => ({
      ...base(collection),
      ...(ql !== undefined && { filter: readFilter(ql, callerIds.fields) }),
      limit: 1000,
      ...more,
    }),
    get: (id: string) => ({ ...base(collection), id }),
    create: (phoneNumber: string, more: Partial<Create> = {}): Create => ({
      ...write(collection),
      submitted: { phoneNumber },
      findings: [],
      etag: newEtag(),
      required: NOTHING,
      maximum: 1000,
      ...more,
    }),
    update: (id: string, submitted: SubmittedCallerIdDetails, more: Partial<Update> = {}): Update => ({
      ...write(collection),
      id,
      ifMatch: "*",
      submitted,
      findings: [],
      etag: newEtag(),
      required: NOTHING,
      ...more,
    }),
    remove: (id: string, ifMatch: IfMatch = "*", more: Partial<Remove> = {}): Remove => ({
      ...write(collection),
      id,
      ifMatch,
      ...more,
    }),
    step: (resource: { id: string; etag: string }, state: ChangeState["state"], now = NOW): ChangeState => ({
      kind: "callerId",
      collection,
      id: resource.id,
      etag: resource.etag,
      state,
      by: "review",
      now,
    }),
    insert: (...resources: Given[]) => ({ kind: "callerId", collection, by: "operator", resources }) as const,
  };
}

let lastId = 0;

/** A resource to be written as it stands; each has an id of its own. */
export function given(phoneNumber: string, more: Partial<Given> & { department?: string } = {}): Given {
  lastId += 1;
  const { department, ...envelope } = more;
  return {
    id: String(9467895078742000000n + BigInt(lastId)),
    created: NOW,
    updated: NOW,
    state: "PUBLISHED",
    etag: newEtag(),
    details: { phoneNumber, ...(department !== undefined && { department }) },
    ...envelope,
  };
}

/** What was expected of an operation, or an error that says what came instead. */
/** Brings a version to a state as its review does: what nobody has taken yet is taken first. */
export async function reviewed(
  store: Pick<Store, "changeState">,
  step: ChangeState,
): ReturnType<Store["changeState"]> {
  if (step.state !== "PROCESSING") await store.changeState({ ...step, state: "PROCESSING" });
  return store.changeState(step);
}

export function outcome<Outcome extends string, Result extends { readonly outcome: string }>(
  expected: Outcome,
  result: Result,
): Extract<Result, { readonly outcome: Outcome }> {
  if (result.outcome !== expected) throw new Error(`Not ${expected} but ${JSON.stringify(result)}`);
  return result as Extract<Result, { readonly outcome: Outcome }>;
}

export async function created(
  store: Store,
  collection: Collection,
  phoneNumber: string,
  more: Partial<Create> = {},
) {
  return outcome("created", await store.create(requests(collection).create(phoneNumber, more)));
}

/** The codes of a refusal, without what they all begin with. */
export function codes(result: Awaited<ReturnType<Store["create" | "update"]>>): string[] {
  return outcome("rejected", result).findings.map(({ rule }) => rule.code.replace("VALIDATION__", ""));
}

export interface Resource {
  readonly orgId: string;
  readonly brandId: string;
  readonly id: string;
  readonly createdDate: string;
  readonly updatedDate: string;
  readonly state: Given["state"];
  readonly etag: string;
  readonly callerIdDetails: { readonly phoneNumber: string; readonly department?: string };
}

/** A page with its resources read. */
export interface ReadPage {
  readonly resources: readonly Resource[];
  readonly ids: readonly string[];
  readonly total: number;
  readonly more?: Position;
}

export function readPage(result: Awaited<ReturnType<Store["list"]>>): ReadPage {
  const { data, total, more }: Page = outcome("page", result);
  const resources = JSON.parse(`[${data}]`) as Resource[];
  return { resources, ids: resources.map(({ id }) => id), total, ...(more && { more }) };
}

export async function list(store: Store, collection: Collection, ql?: string, more: Partial<List> = {}) {
  return readPage(await store.list(requests(collection).list(ql, more)));
}

/** One resource that is not deleted, as the wire shows it. */
export async function resource(store: Store, collection: Collection, id: string): Promise<Resource> {
  return JSON.parse(outcome("found", await store.get(requests(collection).get(id))).body) as Resource;
}

import type { ImageType, Permission, State } from "@callmark/contract";
import { type Generated, type SqlBool, sql } from "kysely";
import type { ResourceType } from "../registry/events.ts";
import type { KindName } from "../registry/store.ts";
import type { DeliveryStatus } from "../registry/webhooks.ts";

/*
 * The tables, as every engine has them. Ids are text of 20 digits with leading zeros (`sortKey`), so that text
 * comparison is numeric comparison; dates are milliseconds since 1970. Every table that grows begins its keys with
 * the brand, or with the number (docs/decisions/0003-tables.md).
 */

export interface Orgs {
  id: string;
  created: number;
  /** What others are shown of it, as JSON. */
  details: string;
}

/** What every resource has beside its own columns. */
export interface ResourceColumns {
  /** 1 once the resource is deleted: first in the key after the brand, so that lists pass no deleted rows. */
  deleted: number;
  created: number;
  id: string;
  updated: number;
  state: State;
  /** 1 while a published version of it is in force. */
  in_force: number;
  etag: string;
  /** The resource as the wire shows it, ready made. */
  body: string;
  created_by: string;
  updated_by: string;
}

/** A brand's key begins with its id: all that it has is found by that. */
export interface Brands extends ResourceColumns {
  org_id: string;
  /** JSON arrays of texts, as the details have them. */
  categories: string;
  country_codes: string;
  display_names: string;
  /** Equal for brands that are the same to a caller: the country, and the primary name without case. */
  matched_by: string | null;
  partners_brand_id: string | null;
  /** 1 while the operator lets the brand have no caller IDs. */
  blocked: number;
}

export interface BrandAssets extends ResourceColumns {
  brand_id: string;
  intent: string;
  image_id: string;
  partners_asset_id: string | null;
}

/** A brand that its org shares with a partner. */
export interface Delegations {
  brand_id: string;
  partner_org_id: string;
  org_id: string;
  created: number;
}

/** What was in force of a resource once it was no longer the resource itself. */
export interface Versions {
  brand_id: string;
  kind: KindName;
  id: string;
  etag: string;
  body: string;
  /** From when on it was in force, and until when; `null` while it still is. */
  began: number;
  ended: number | null;
  /** Of an asset: the image that it showed. */
  image_id: string | null;
}

/** What waits for its review: one row for each resource that is `SUBMITTED` or `PROCESSING`. */
export interface Reviews {
  brand_id: string;
  kind: KindName;
  id: string;
  org_id: string;
  etag: string;
  submitted: number;
  /** From when on it may be taken; whoever takes it moves this to where its lease ends. */
  due: number;
  attempts: number;
  /** Who has it, while it is taken. */
  taken_by: string | null;
}

/** What happened to a resource, written with it. */
export interface Events {
  org_id: string;
  brand_id: string;
  /** Grows with each event; with `transaction_id` before it, in an order in which none comes late. */
  position: Generated<number>;
  transaction_id: Generated<number>;
  created: number;
  id: string;
  type: string;
  /** As the wire calls the kind. */
  resource_type: ResourceType;
  resource_id: string;
  etag: string;
  state: string;
  /** The codes of its reports, a JSON array. */
  codes: string;
  /** JSON: who, why, the reports; for a delegation the partner. */
  details: string;
}

export interface CallerIds extends ResourceColumns {
  brand_id: string;
  phone_number: string;
  department: string | null;
}

/** Whose number: one row for each number that is held, whatever the brand. */
export interface Numbers {
  phone_number: string;
  brand_id: string;
  caller_id: string;
}

/** How many resources of a collection are in each state, in slots so that writers do not wait for each other. */
export interface Counts extends Record<CountColumn, number> {
  parent_id: string;
  kind: string;
  slot: number;
  /** Grows with each write; the sum over a collection tells whether it changed. */
  revision: number;
}

/** The column that counts a state. */
export type CountColumn = Lowercase<State>;

export interface Accounts {
  client_id: string;
  /** `null` where it acts for none. */
  org_id: string | null;
  permission: Permission;
  secret_hash: string;
  demo: number;
  created: number;
}

export interface Tokens {
  hash: string;
  client_id: string;
  expires: number;
}

export interface Images {
  org_id: string;
  /** A UUID. */
  id: string;
  created: number;
  updated: number;
  state: State;
  deleted: number;
  filename: string;
  width: number;
  height: number;
  file_size: number;
  content_type: ImageType;
  colours: string;
  key: string;
  uploaded_by_org: string;
  uploaded_by: string;
}

/** The pictures of images, in pieces, as far as they do not lie in a folder. */
export interface ImageFiles {
  image_key: string;
  name: string;
  piece: number;
  bytes: Uint8Array;
}

/** One row: what a node must know of the whole registry. */
export interface Registry {
  only_row: number;
  /** Grows with each change of an account, a secret or a delegation. */
  access_revision: number;
  root_key: string;
  /** 1 where the registry is older than the details of brands, and so requires nothing of a brand. */
  waived: number;
}

export interface Webhooks {
  id: string;
  org_id: string;
  url: string;
  /** A JSON array of texts. */
  types: string;
  /** "" once it is removed. */
  secret_encrypted: string;
  environment: string;
  created: number;
  /** Up to which event its deliveries are queued; `null` before the first time. */
  transaction_id: number | null;
  position: number | null;
  /** How many deliveries have been queued: the last one's `sequence`. */
  queued: number;
  state: "active" | "removed";
}

export interface Deliveries {
  webhook_id: string;
  event_id: string;
  /** The order of a webhook's deliveries, which is that of the events. */
  sequence: number;
  resource_id: string;
  body: string;
  queued: number;
  /** From when on it may be taken; whoever takes it moves this to where its lease ends. */
  due: number;
  attempts: number;
  /** Who has it, while it is taken. */
  leased_by: string | null;
  status: DeliveryStatus;
  last_at: number | null;
  last_status: number | null;
  last_error: string | null;
  last_answer: string | null;
}

export interface Schema {
  orgs: Orgs;
  brands: Brands;
  brand_assets: BrandAssets;
  delegations: Delegations;
  versions: Versions;
  reviews: Reviews;
  events: Events;
  caller_ids: CallerIds;
  numbers: Numbers;
  counts: Counts;
  accounts: Accounts;
  tokens: Tokens;
  images: Images;
  image_files: ImageFiles;
  webhooks: Webhooks;
  deliveries: Deliveries;
  registry: Registry;
}

/** Literals, since an index over a part of the rows serves only statements that name that part. */
export const live = sql<SqlBool>`deleted = 0`;
export const gone = sql<SqlBool>`deleted = 1`;

const ID_DIGITS = 20;

/**
 * An id as the tables keep it. An id with a leading zero is none that a resource can have, and gets a key that
 * no row has.
 */
export function sortKey(id: string): string {
  return id.startsWith("0") ? `!${id}` : id.padStart(ID_DIGITS, "0");
}

/** The id of a key. */
export function idOf(key: string): string {
  return key.replace(/^0+/, "");
}

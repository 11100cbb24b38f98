import type { State } from "@callmark/contract";
import { type SqlBool, sql } from "kysely";
import type { DeliveryStatus } from "../registry/webhooks.ts";

/*
 * The tables, as every engine has them. Ids are text of 20 digits with leading zeros (`sortKey`), so that text
 * comparison is numeric comparison; dates are milliseconds since 1970. Every table that grows begins its keys with
 * the brand, or with the number (docs/decisions/0003-tables.md).
 */

export interface Orgs {
  id: string;
  created: number;
}

export interface Brands {
  id: string;
  org_id: string;
  created: number;
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
  org_id: string;
  permission: "read-write" | "read-only";
  secret_hash: string;
  demo: number;
  created: number;
}

export interface Tokens {
  hash: string;
  client_id: string;
  expires: number;
}

/** One row: what a node must know of the whole registry. */
export interface Registry {
  only_row: number;
  /** Grows with each change of an account, a secret or a delegation. */
  access_revision: number;
  root_key: string;
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
  caller_ids: CallerIds;
  numbers: Numbers;
  counts: Counts;
  accounts: Accounts;
  tokens: Tokens;
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

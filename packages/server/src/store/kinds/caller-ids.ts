import type { CallerIdDetails } from "@callmark/contract";
import type { CallerIdBrand, CallerIdFacts, CallerIdRequirements } from "../../registry/caller-id-rules.ts";
import { callerIds } from "../../registry/caller-ids.ts";
import type { Collection } from "../../registry/store.ts";
import { idOf, sortKey } from "../schema.ts";
import type { Transaction } from "../transaction.ts";
import type { Change, Standing, StoredKind, StoredMany } from "./stored-kind.ts";

/** Does a caller ID hold its number (docs/contract.md, Whose number)? */
function holdsNumber(standing: Standing | undefined): boolean {
  if (standing === undefined) return false;
  return standing.inForce || standing.state === "SUBMITTED" || standing.state === "PROCESSING";
}

export const storedCallerIds: StoredKind<CallerIdDetails, CallerIdFacts> = {
  kind: callerIds as StoredKind<CallerIdDetails, CallerIdFacts>["kind"],
  columns: {
    id: { column: "id" },
    state: { column: "state" },
    createdDate: { column: "created" },
    updatedDate: { column: "updated" },
    "callerIdDetails.phoneNumber": { column: "phone_number" },
    "callerIdDetails.department": { column: "department", nullable: true },
  },
  indexes: [
    { name: "caller_ids_id", column: "id", kind: "points" },
    { name: "caller_ids_number", column: "phone_number", kind: "points" },
    { name: "caller_ids_state", column: "state", kind: "ordered" },
    { name: "caller_ids_department", column: "department", kind: "ordered" },
    { name: "caller_ids_number", column: "phone_number", kind: "ranges" },
    { name: "caller_ids_updated", column: "updated", kind: "ranges" },
  ],
  order: ({ phoneNumber }) => phoneNumber,
  own: ({ phoneNumber, department }) => ({ phone_number: phoneNumber, department: department ?? null }),

  async facts(tx, change) {
    const { collection, full, required } = change;
    const { phoneNumber } = change.details;
    const parentId = sortKey(collection.parentId);
    const row = await tx.get(tx.dialect.statements.numbers.claims, { phoneNumber, parentId });
    const { brand_id = null, org_id = null, id = null } = row ?? {};
    const held = brand_id === null || org_id === null ? undefined : { brand_id, org_id };
    const holder = await holderToldTo(tx, change, held);
    // A caller ID that is there already has its number by itself.
    const same = id === null || full === undefined ? undefined : { id };
    const brand = row && (await brandStanding(tx, collection, row, required));
    return { ...numberFacts(holder, same, full === true), ...(brand && { brand, required }) };
  },

  async claim(tx, { collection, details: { phoneNumber }, id }, from, to) {
    if (holdsNumber(from) === holdsNumber(to)) return;
    const { hold, release } = tx.dialect.statements.numbers;
    const statement = holdsNumber(to) ? hold : release;
    await tx.run(statement, { phoneNumber, parentId: sortKey(collection.parentId), id: sortKey(id) });
  },

  get many() {
    return manyCallerIds;
  },
};

const manyCallerIds: StoredMany<CallerIdDetails, CallerIdFacts> = {
  async facts(tx, collection, all, required) {
    const { holders, allOfBrand, claims } = tx.dialect.statements.numbers;
    const parentId = sortKey(collection.parentId);
    const values = { parentId, phoneNumbers: JSON.stringify(all.map(({ phoneNumber }) => phoneNumber)) };
    const byNumber = <Row extends { readonly phone_number: string }>(rows: readonly Row[]) =>
      new Map(rows.map((row) => [row.phone_number, row]));
    const held = byNumber(await tx.all(holders, values));
    const same = byNumber(await tx.all(allOfBrand, values));
    const row = await tx.get(claims, { phoneNumber: "", parentId });
    const brand = row && (await brandStanding(tx, collection, row, required));
    return ({ phoneNumber }, full) => ({
      ...numberFacts(holderOf(collection, held.get(phoneNumber)), same.get(phoneNumber), full),
      ...(brand && { brand, required }),
    });
  },

  async claim(tx, all) {
    const holding = all.filter(holdsNumber).map(({ collection, details: { phoneNumber }, id }) => {
      return { phoneNumber, parentId: sortKey(collection.parentId), id: sortKey(id) };
    });
    // In one order, so that transactions that take the same numbers wait for each other, and none for itself.
    if (tx.dialect.locks) holding.sort((a, b) => (a.phoneNumber < b.phoneNumber ? -1 : 1));
    await tx.append(tx.dialect.statements.numbers.hold, holding);
  },
};

interface BrandRow {
  readonly brand_state: string | null;
  readonly brand_in_force: number | null;
  readonly blocked: number | null;
  readonly categories: string | null;
  readonly shared: number | boolean;
}

/** What a caller ID may require of its brand; the logo is looked for only where it matters. */
async function brandStanding(
  tx: Transaction,
  { parentId }: Collection,
  row: BrandRow,
  { logo }: CallerIdRequirements,
): Promise<CallerIdBrand> {
  const [primaryCategory] = JSON.parse(row.categories ?? "[]") as string[];
  const logos =
    logo === "waived"
      ? []
      : await tx.all(tx.dialect.statements.brands.logos, { parentId: sortKey(parentId) });
  const published = logos.find(({ state }) => state === "PUBLISHED");
  const newest = published ?? logos.find(({ in_force }) => in_force === 1) ?? logos[0];
  return {
    id: parentId,
    blocked: row.blocked === 1,
    shared: Boolean(row.shared),
    published: row.brand_state === "PUBLISHED",
    publishedInForce: row.brand_in_force === 1,
    ...(primaryCategory !== undefined && { primaryCategory }),
    ...(newest && {
      logo: {
        id: idOf(newest.id),
        published: newest.state === "PUBLISHED",
        publishedInForce: newest.in_force === 1,
      },
    }),
  };
}

interface Held {
  readonly brand_id: string;
  readonly org_id: string;
}

/** Another brand that holds the number, as the org itself is told of it. */
function holderOf({ orgId, parentId }: Collection, held: Held | undefined): CallerIdFacts["holder"] {
  if (held === undefined || held.brand_id === sortKey(parentId)) return undefined;
  return held.org_id === sortKey(orgId) ? { brandId: idOf(held.brand_id) } : {};
}

/** The same as whoever asks is told of it: a partner learns of no brand that is not shared with it. */
async function holderToldTo(
  tx: Transaction,
  { collection, partnerId }: Change<CallerIdDetails>,
  held: Held | undefined,
): Promise<CallerIdFacts["holder"]> {
  const holder = holderOf(collection, held);
  if (holder?.brandId === undefined || partnerId === undefined) return holder;
  const delegation = { brandId: sortKey(holder.brandId), partnerId: sortKey(partnerId) };
  const shared = await tx.get(tx.dialect.statements.brands.isShared, delegation);
  return shared === undefined ? {} : holder;
}

function numberFacts(
  holder: CallerIdFacts["holder"],
  same: { readonly id: string } | undefined,
  full: boolean,
): CallerIdFacts {
  return { full, ...(holder && { holder }), ...(same && { sameBrandId: idOf(same.id) }) };
}

import { loadDepartments } from "../departments/departments.ts";
import { BY_GENERATE } from "../registry/actors.ts";
import { type PhoneNumberPolicy, phoneNumbersOf } from "../registry/phone-numbers.ts";
import {
  type Collection,
  type Given,
  OutcomeUnknown,
  type Store,
  StoreUnavailable,
} from "../registry/store.ts";
import { UniqueViolation } from "../store/transaction.ts";
import { noBrand } from "./brands.ts";
import { AdminError, checkedId } from "./error.ts";
import { plausibleCallerIds } from "./plausible-caller-ids.ts";
import { AREA_CODES, US_NUMBERS } from "./us-numbers.ts";

/**
 * Written in one transaction. Each costs a write of most index pages, so small ones are slow (150,000 took 16 s in
 * batches of 2,000 and 8 s in these); the half second that one takes, a server beside it waits for.
 */
const BATCH = 10_000;
const SEED_MAXIMUM = 100;

export interface GenerateInput {
  readonly brand: string;
  readonly count: number;
  /** Any text of 1 to 100 characters; it decides everything that is generated. */
  readonly seed: string;
  /** How many caller IDs the brand may have. */
  readonly maximum: number;
  /** Countries whose numbers the registry takes. */
  readonly countries: readonly string[];
  /** Stops after the batch that is being written. */
  readonly signal?: AbortSignal;
  /** Told after each batch how many are written. */
  readonly onProgress?: (written: number) => void;
}

export interface Generated {
  readonly orgId: string;
  readonly brandId: string;
  readonly seed: string;
  readonly written: number;
  /** The signal came first: `written` is less than what was asked for. */
  readonly interrupted: boolean;
}

/**
 * Writes plausible caller IDs into a brand, batch by batch. A seed gives the same ones in every registry, so in one
 * registry it serves once: where a number of it is taken, the batch that has it changes nothing and the error says
 * what was written before. Throws `AdminError`.
 */
export async function generateCallerIds(
  store: Pick<Store, "findBrand" | "count" | "insert">,
  input: GenerateInput,
): Promise<Generated> {
  const { count, seed, signal } = input;
  const brandId = checkedId("Brand", input.brand);
  checkExtent(input);
  const collection = await store.findBrand({ brandId });
  if (collection === undefined) throw noBrand(brandId);
  await checkRoom(store, collection, input);
  checkNumbers(phoneNumbersOf(input.countries), input.countries);

  let written = 0;
  for (const resources of batchesOf(plausibleCallerIds(seed, count, [...loadDepartments().keys()]))) {
    if (signal?.aborted) break;
    await insertBatch(store, { collection, resources, seed, written });
    written += resources.length;
    input.onProgress?.(written);
  }
  return { orgId: collection.orgId, brandId, seed, written, interrupted: written < count };
}

function checkExtent({ count, seed }: GenerateInput): void {
  if (!Number.isInteger(count) || count < 1 || count > US_NUMBERS) {
    throw new AdminError("usage", `The count ${count} is not a whole number from 1 to ${US_NUMBERS}`);
  }
  if (seed.length < 1 || seed.length > SEED_MAXIMUM) {
    throw new AdminError("usage", `The seed is not a text of 1 to ${SEED_MAXIMUM} characters`);
  }
}

async function checkRoom(
  store: Pick<Store, "count">,
  collection: Collection,
  { count, maximum }: GenerateInput,
): Promise<void> {
  const { live } = await store.count({ kind: "callerId", collection });
  if (live + count <= maximum) return;
  throw new AdminError(
    "failed",
    `Brand ${collection.parentId} may have ${maximum} caller IDs (CALLMARK_CALLER_IDS_PER_BRAND) and has ${live}: ` +
      `${count} more are too many`,
  );
}

/** All numbers of an area code are valid or none is, so one of each stands for what may be drawn. */
function checkNumbers(policy: PhoneNumberPolicy, countries: readonly string[]): void {
  if (!AREA_CODES.every((areaCode) => policy.allows(`+1${areaCode}2000000`))) {
    const taken = countries.join(",");
    throw new AdminError("failed", `Generated numbers are of the US, and CALLMARK_COUNTRIES is ${taken}`);
  }
}

function* batchesOf(all: Iterable<Given>): Generator<Given[]> {
  let batch: Given[] = [];
  for (const one of all) {
    batch.push(one);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

async function insertBatch(
  store: Pick<Store, "insert">,
  batch: {
    readonly collection: Collection;
    readonly resources: readonly Given[];
    readonly seed: string;
    readonly written: number;
  },
): Promise<void> {
  const { collection, resources, seed, written } = batch;
  try {
    await store.insert({ kind: "callerId", collection, by: BY_GENERATE, resources });
  } catch (error) {
    if (error instanceof StoreUnavailable) {
      const state = `${error.message}; ${written} caller IDs were written before`;
      throw new AdminError("failed", `The database is busy, full or away: ${state}`);
    }
    if (error instanceof OutcomeUnknown) {
      const range = `caller IDs ${written + 1} to ${written + resources.length}`;
      throw new AdminError("failed", `${error.message}; ${range} may have been written, or not`);
    }
    if (!(error instanceof UniqueViolation)) throw error;
    throw new AdminError(
      "failed",
      `The registry has a number or an id of seed '${seed}' already, so the batch with it was not written ` +
        `(caller IDs ${written + 1} to ${written + resources.length}; ${written} were written before): take another seed`,
    );
  }
}

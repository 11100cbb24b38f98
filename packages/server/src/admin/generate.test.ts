import { expect, test } from "vitest";
import { type Given, type Store, StoreUnavailable } from "../registry/store.ts";
import { UniqueViolation } from "../store/transaction.ts";
import { generateCallerIds } from "./generate.ts";

type Generating = Parameters<typeof generateCallerIds>[0];

/** A store that keeps what it is given, and fails as it is told: `fail` gets the number of caller IDs that it has. */
function storeThat(fail: (kept: number) => Error | undefined = () => undefined) {
  const batches: (readonly Given[])[] = [];
  const store: Generating = {
    findBrand: async ({ brandId }) => ({ orgId: "1001", parentId: brandId }),
    count: async () => ({ live: 5_000 + batches.flat().length }),
    async insert({ resources }: Parameters<Store["insert"]>[0]) {
      const error = fail(batches.flat().length);
      if (error !== undefined) throw error;
      batches.push(resources);
    },
  };
  return { batches, store };
}

const input = { brand: "2001", count: 25_000, seed: "7", maximum: 150_000, countries: ["US"] };

test("writes in batches, and tells after each how many there are", async () => {
  const { batches, store } = storeThat();
  const told: number[] = [];
  const generated = await generateCallerIds(store, { ...input, onProgress: (written) => told.push(written) });
  expect(generated).toEqual({
    orgId: "1001",
    brandId: "2001",
    seed: "7",
    written: 25_000,
    interrupted: false,
  });
  expect(batches.map((batch) => batch.length)).toEqual([10_000, 10_000, 5_000]);
  expect(told).toEqual([10_000, 20_000, 25_000]);
  const created = batches.flat().map((one) => one.created);
  expect(created).toEqual(created.toSorted((a, b) => a - b));
});

test("stops after the batch in which it is told to", async () => {
  const { batches, store } = storeThat();
  const abort = new AbortController();
  const generated = await generateCallerIds(store, {
    ...input,
    signal: abort.signal,
    onProgress: () => abort.abort(),
  });
  expect(generated).toMatchObject({ written: 10_000, interrupted: true });
  expect(batches).toHaveLength(1);
});

test("a number that is taken in a later batch: says what was written and what was not", async () => {
  const { store } = storeThat((kept) => (kept < 20_000 ? undefined : new UniqueViolation("phone_number")));
  await expect(generateCallerIds(store, input)).rejects.toMatchObject({
    name: "AdminError",
    reason: "failed",
    message:
      "The registry has a number or an id of seed '7' already, so the batch with it was not written " +
      "(caller IDs 20001 to 25000; 20000 were written before): take another seed",
  });
});

test("a database that is busy: says what was written", async () => {
  const { store } = storeThat((kept) => (kept < 10_000 ? undefined : new StoreUnavailable("SQLITE_BUSY")));
  await expect(generateCallerIds(store, input)).rejects.toMatchObject({
    reason: "failed",
    message: "The database is busy, full or away: SQLITE_BUSY; 10000 caller IDs were written before",
  });
});

test.each([
  [{ brand: "x" }, "usage", "Brand 'x' is not an id"],
  [{ count: 0 }, "usage", "The count 0 is not a whole number from 1"],
  [{ count: 2e9, maximum: 2e9 }, "usage", "The count 2000000000 is not a whole number from 1 to"],
  [{ seed: "" }, "usage", "The seed is not a text of 1 to 100 characters"],
  [{ maximum: 29_999 }, "failed", "(CALLMARK_CALLER_IDS_PER_BRAND) and has 5000: 25000 more are too many"],
  [{ countries: ["CA"] }, "failed", "CALLMARK_COUNTRIES is CA"],
])("%j is refused before anything is written", async (wrong, reason, message) => {
  const { batches, store } = storeThat();
  await expect(generateCallerIds(store, { ...input, ...wrong })).rejects.toMatchObject({
    reason,
    message: expect.stringContaining(message),
  });
  expect(batches).toEqual([]);
});

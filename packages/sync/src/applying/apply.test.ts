import { Forbidden, ServerError } from "@callmark/client";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FakeBrand, type FakeOptions, type Fault, type Held } from "../../test/fake-brand.ts";
import { desired, hastyTime, TARGET } from "../../test/support.ts";
import { makePlan } from "../planning/make-plan.ts";
import type { Plan } from "../planning/plan.ts";
import { rejectedRows } from "../rejected.ts";
import { type ApplyInput, appliedOf, applyPlan } from "./apply.ts";
import { CHANGED } from "./carry-out.ts";
import { type JournalEntry, JournalError, readJournal, writeEntry } from "./journal.ts";

const [A, B, C, D] = ["+18005550001", "+18005550002", "+18005550003", "+18005550004"] as const;
const now = new Date("2026-10-02T11:41:00Z");

const planOf = (rows: readonly Held[], brand: FakeBrand) =>
  makePlan({ target: TARGET, desired: desired(rows), remote: brand.pages(), now });

/** A journal in memory, as its text. */
class Paper {
  text = "";
  append(entry: JournalEntry): void {
    this.text += writeEntry(entry);
  }
  get entries(): readonly JournalEntry[] {
    return this.text
      .split("\n")
      .slice(0, -1)
      .map((line) => JSON.parse(line) as JournalEntry);
  }
}

const apply = (plan: Plan, brand: FakeBrand, more: Partial<ApplyInput> = {}) =>
  applyPlan({
    plan,
    callerIds: brand,
    journal: new Paper(),
    deletes: true,
    concurrency: 3,
    time: hastyTime(),
    ...more,
  });

describe("an apply", () => {
  test("does what the plan says, each row once, and writes it down", async () => {
    const brand = new FakeBrand([{ phoneNumber: A, department: "x" }, { phoneNumber: B }]);
    const plan = await planOf([{ phoneNumber: A }, { phoneNumber: C }], brand);
    const journal = new Paper();
    expect(await apply(plan, brand, { journal, concurrency: 1 })).toEqual({
      done: { create: 1, update: 1, delete: 1 },
      found: 0,
      refused: [],
      failed: [],
      left: 0,
    });
    expect(brand.carriedOut).toEqual([
      { action: "create", phoneNumber: C },
      { action: "update", phoneNumber: A },
      { action: "delete", phoneNumber: B },
    ]);
    expect(journal.entries.map(({ step, is }) => [step, is])).toEqual([
      [0, "begun"],
      [0, "done"],
      [1, "begun"],
      [1, "done"],
      [2, "begun"],
      [2, "done"],
    ]);
  });

  test("leaves what is not in the file, unless it is told to delete", async () => {
    const brand = new FakeBrand([{ phoneNumber: A }]);
    const plan = await planOf([{ phoneNumber: B }], brand);
    expect(await apply(plan, brand, { deletes: false })).toMatchObject({
      done: { create: 1, delete: 0 },
      left: 0,
    });
    expect(brand.details).toEqual([
      [A, undefined],
      [B, undefined],
    ]);
  });

  test("makes room first where the brand is full", async () => {
    const brand = new FakeBrand([{ phoneNumber: A }]);
    const plan = { ...(await planOf([{ phoneNumber: B }], brand)), remote: 150_000 };
    await apply(plan, brand);
    expect(brand.carriedOut.map(({ action }) => action)).toEqual(["delete", "create"]);
  });

  test("has no more under way than it may", async () => {
    const brand = new FakeBrand([], { delay: () => new Promise((resolve) => setImmediate(resolve)) });
    const rows = Array.from({ length: 50 }, (_, at) => ({ phoneNumber: `+1800${2_000_000 + at}` }));
    await apply(await planOf(rows, brand), brand, { concurrency: 7 });
    expect(brand.mostUnderWay).toBe(7);
  });

  test("goes on behind rows that are refused, and gives them back as they were written", async () => {
    const brand = new FakeBrand();
    brand.refuses.add(A);
    const columns = ["note", "phoneNumber", "code", "department"];
    const plan = {
      ...(await planOf([{ phoneNumber: A, department: "x" }, { phoneNumber: B }], brand)),
      columns,
    };
    const [first] = plan.steps;
    if (first?.action === "create") first.record = "n,(800) 555-0001,old,x";
    const applied = await apply(plan, brand);
    expect(applied).toMatchObject({
      done: { create: 1 },
      refused: [{ step: 0, is: "refused", code: "Refused", message: "It is Refused" }],
      left: 0,
    });
    expect(rejectedRows(plan, applied)).toEqual({
      columns: ["note", "phoneNumber", "department", "code", "message"],
      rows: [["n", "(800) 555-0001", "x", "Refused", "It is Refused"]],
    });
  });
});

describe("what somebody else changed meanwhile", () => {
  type Change = (brand: FakeBrand) => void;
  const idOf = (brand: FakeBrand, phoneNumber: string) =>
    brand.all.find(({ callerIdDetails }) => callerIdDetails.phoneNumber === phoneNumber)?.id ?? "";

  test.each<[string, Change, "done" | "refused"]>([
    ["created as desired", (brand) => brand.put({ phoneNumber: A, department: "x" }), "done"],
    ["created otherwise", (brand) => brand.put({ phoneNumber: A, department: "y" }), "refused"],
    ["updated as desired", (brand) => brand.put({ phoneNumber: B, department: "x" }, idOf(brand, B)), "done"],
    [
      "updated otherwise",
      (brand) => brand.put({ phoneNumber: B, department: "z" }, idOf(brand, B)),
      "refused",
    ],
    ["deleted what was to be updated", (brand) => brand.remove(idOf(brand, B)), "refused"],
    ["deleted what was to be deleted", (brand) => brand.remove(idOf(brand, C)), "done"],
    ["updated what was to be deleted", (brand) => brand.put({ phoneNumber: C }, idOf(brand, C)), "refused"],
    [
      "created anew what was to be deleted",
      (brand) => {
        brand.remove(idOf(brand, C));
        brand.put({ phoneNumber: C });
      },
      "done",
    ],
  ])("%s", async (_, change, is) => {
    const brand = new FakeBrand([{ phoneNumber: B, department: "y" }, { phoneNumber: C }]);
    const plan = await planOf(
      [
        { phoneNumber: A, department: "x" },
        { phoneNumber: B, department: "x" },
      ],
      brand,
    );
    change(brand);
    const { refused, done, found } = await apply(plan, brand);
    expect(refused.map(({ code }) => code)).toEqual(is === "refused" ? [CHANGED] : []);
    expect([done.create + done.update + done.delete, found]).toEqual([2, is === "refused" ? 0 : 1]);
    expect(brand.carriedOut).toHaveLength(2);
  });
});

test("a plan that is done twice does nothing the second time, and its journal tells", async () => {
  const brand = new FakeBrand();
  const plan = await planOf([{ phoneNumber: A }, { phoneNumber: B }], brand);
  await apply(plan, brand);
  const journal = new Paper();
  const again = await apply(plan, brand, { journal });
  const nothing = { done: { create: 0, update: 0, delete: 0 }, found: 2, left: 0 };
  expect(again).toMatchObject(nothing);
  expect(appliedOf({ plan, deletes: true, progress: readJournal(journal.text, 2) })).toMatchObject(nothing);
});

describe("an apply that is ended early", () => {
  const rows = [{ phoneNumber: A }, { phoneNumber: B }, { phoneNumber: C }, { phoneNumber: D }];

  test("by a stop finishes what is under way, and begins nothing", async () => {
    const stop = new AbortController();
    const brand = new FakeBrand([], { delay: async () => stop.abort() });
    const journal = new Paper();
    const plan = await planOf(rows, brand);
    const applied = await apply(plan, brand, { journal, stop: stop.signal, concurrency: 2 });
    expect(applied).toMatchObject({ done: { create: 2 }, left: 2 });
    expect(readJournal(journal.text, 4).begun.size).toBe(0);
  });

  test("at once leaves what is under way to whoever goes on", async () => {
    const abandon = new AbortController();
    const brand = new FakeBrand([], {
      delay: async () => {
        abandon.abort();
        throw abandon.signal.reason;
      },
    });
    const journal = new Paper();
    const plan = await planOf(rows, brand);
    expect(await apply(plan, brand, { journal, abandon: abandon.signal, concurrency: 2 })).toMatchObject({
      left: 4,
    });
    const progress = readJournal(journal.text, 4);
    expect([...progress.begun]).toEqual([0, 1]);
    const here = new FakeBrand();
    expect(await apply(plan, here, { progress })).toMatchObject({ done: { create: 4 }, left: 0 });
  });

  test("by what no row can help is thrown", async () => {
    const brand = new FakeBrand([], {
      delay: async () => {
        throw new Forbidden({ message: "No", status: 403 });
      },
    });
    await expect(apply(await planOf(rows, brand), brand)).rejects.toThrow(Forbidden);
  });
});

describe("a server that is away", () => {
  const rows = [{ phoneNumber: A }, { phoneNumber: B }];

  test("is waited for, longer each time, and what was lost is looked up first", async () => {
    const faults: Fault[] = ["lost after", "lost before", "lost before", "lost before"];
    const brand = new FakeBrand([], { fault: () => faults.shift() });
    const time = hastyTime();
    const told: number[] = [];
    const applied = await apply(await planOf(rows, brand), brand, {
      time,
      concurrency: 1,
      onWaiting: ({ delay }) => told.push(delay),
    });
    expect(applied).toMatchObject({ done: { create: 2 }, left: 0 });
    expect(brand.carriedOut).toHaveLength(2);
    expect(time.waits).toEqual([1_000, 2_000, 4_000, 8_000]);
    expect(told).toEqual(time.waits);
  });

  test("is given up after a while", async () => {
    const brand = new FakeBrand([], { fault: () => "lost before" });
    const time = hastyTime();
    const plan = await planOf(rows, brand);
    await expect(apply(plan, brand, { time, patience: 60_000 })).rejects.toThrow("The connection was lost");
    expect(time.now()).toBeGreaterThanOrEqual(60_000);
  });

  test("is not waited for once it is told to stop", async () => {
    const stop = new AbortController();
    const brand = new FakeBrand([], { fault: () => "lost before" });
    const applied = await apply(await planOf(rows, brand), brand, {
      stop: stop.signal,
      onWaiting: () => stop.abort(),
    });
    expect(applied).toMatchObject({ left: 2 });
  });
});

describe("a server that fails", () => {
  const TRIED = [1_000, 2_000, 4_000, 8_000];
  const numbers = Array.from({ length: 8 }, (_, at) => `+1800${3_000_000 + at}`);
  const rows = numbers.map((phoneNumber) => ({ phoneNumber }));
  const breaking = (...broken: readonly number[]) => {
    const brand = new FakeBrand();
    for (const at of broken) brand.breaks.add(numbers[at] ?? "");
    return brand;
  };
  const failed = (step: number) => ({ step, is: "failed", code: "InternalServerError", message: "It broke" });

  test("on a row is asked again, and what it has done all the same is not done twice", async () => {
    const faults: Fault[] = ["fails after", "fails before"];
    const brand = new FakeBrand([], { fault: () => faults.shift() });
    const time = hastyTime();
    const applied = await apply(await planOf(rows, brand), brand, { time, concurrency: 1 });
    expect(applied).toMatchObject({ done: { create: 8 }, refused: [], failed: [], left: 0 });
    expect(brand.carriedOut).toHaveLength(8);
    // The first was found done only when it was looked up again.
    expect(time.waits).toEqual([1_000]);
  });

  test.each([1, 3])("on some rows each time holds up no other, %i at a time", async (concurrency) => {
    const brand = breaking(0, 1, 4, 7);
    const journal = new Paper();
    const time = hastyTime();
    const plan = await planOf(rows, brand);
    const applied = await apply(plan, brand, { journal, time, concurrency });
    expect(applied).toEqual({
      done: { create: 4, update: 0, delete: 0 },
      found: 0,
      refused: [],
      failed: [0, 1, 4, 7].map(failed),
      left: 0,
    });
    expect(time.waits.toSorted()).toEqual([...TRIED, ...TRIED, ...TRIED, ...TRIED].toSorted());
    const progress = readJournal(journal.text, plan.steps.length);
    expect([...progress.failed.keys()].toSorted()).toEqual([0, 1, 4, 7]);
    expect(progress.begun.size).toBe(0);
    // Whoever goes on leaves them; another plan tries them anew.
    expect(await apply(plan, new FakeBrand(), { progress })).toEqual(applied);
    brand.breaks.clear();
    const again = await apply(await planOf(rows, brand), brand);
    expect(again).toMatchObject({ done: { create: 4 }, failed: [], left: 0 });
    expect(brand.details).toEqual(numbers.map((number) => [number, undefined]));
  });

  test.each([1, 3, 16])(
    "on every row ends it, and nothing counts as refused, %i at a time",
    async (concurrency) => {
      const brand = breaking(...numbers.keys());
      const journal = new Paper();
      const plan = await planOf(rows, brand);
      const told: string[] = [];
      const onFailing = ({ message }: Error) => void told.push(message);
      const run = apply(plan, brand, { journal, concurrency, onFailing });
      await expect(run).rejects.toThrow("The server fails on every row, 5 in a row by now: It broke");
      await expect(run).rejects.toMatchObject({ name: "ServerError", status: 500 });
      // Long before it ends, and not for each try.
      expect(told).toEqual(["It broke"]);
      const progress = readJournal(journal.text, plan.steps.length);
      expect(progress).toMatchObject({ done: new Set(), refused: new Map(), failed: new Map() });
      expect(progress.begun.size).toBeGreaterThanOrEqual(5);
      brand.breaks.clear();
      expect(await apply(plan, brand, { progress })).toMatchObject({
        done: { create: 8 },
        failed: [],
        left: 0,
      });
      expect(brand.carriedOut).toHaveLength(8);
    },
  );

  test("is not waited for once it is told to stop, and its rows are left", async () => {
    const stop = new AbortController();
    const brand = breaking(0);
    const time = hastyTime();
    const stopping = {
      ...time,
      sleep: (milliseconds: number, signal?: AbortSignal) => {
        stop.abort();
        return time.sleep(milliseconds, signal);
      },
    };
    const plan = await planOf(rows, brand);
    const applied = await apply(plan, brand, { stop: stop.signal, time: stopping, concurrency: 1 });
    expect(applied).toMatchObject({ failed: [], left: 8 });
  });
});

describe("a journal", () => {
  test("whose last line is torn is read up to it", () => {
    const text = writeEntry({ step: 0, is: "begun" }) + writeEntry({ step: 0, is: "done" });
    const torn = `${text}{"step":1,"is":"beg`;
    expect(readJournal(torn, 2)).toEqual({
      begun: new Set(),
      done: new Set([0]),
      found: new Set(),
      refused: new Map(),
      failed: new Map(),
    });
  });

  test.each([
    "{",
    "null",
    '{"step":-1,"is":"done"}',
    '{"step":0,"is":"gone"}',
    '{"step":2,"is":"done"}',
    '{"step":0,"is":"refused"}',
    '{"step":0,"is":"failed","code":"x"}',
  ])("with the line %s is refused", (line) => {
    expect(() => readJournal(`{"step":0,"is":"begun"}\n${line}\n`, 2)).toThrow(JournalError);
    expect(() => readJournal(`{"step":0,"is":"begun"}\n${line}\n`, 2)).toThrow("Line 2");
  });
});

const number = fc.integer({ min: 2_000_000, max: 2_000_020 }).map((some) => `+1800${some}`);
const held = fc
  .tuple(number, fc.constantFrom(undefined, "x", "y"))
  .map(([phoneNumber, department]) => ({ phoneNumber, ...(department !== undefined && { department }) }));
const wanted = fc.uniqueArray(held, { selector: ({ phoneNumber }) => phoneNumber, maxLength: 16 });
const lost = fc.constantFrom<Fault | undefined>(undefined, undefined, "lost before", "lost after");
const fails = fc.constantFrom<Fault | undefined>(undefined, "fails before", "fails before", "fails after");

const expected = (rows: readonly Held[]) =>
  rows
    .map(({ phoneNumber, department }) => [phoneNumber, department])
    .toSorted(([a = ""], [b = ""]) => a.localeCompare(b));

const withFaults = (faults: readonly (Fault | undefined)[]): FakeOptions => {
  const left = [...faults];
  return { fault: () => left.shift() };
};

test("makes any brand what any file says, whatever answers are lost, and then leaves all of it", async () => {
  await fc.assert(
    fc.asyncProperty(
      wanted,
      fc.array(held, { maxLength: 16 }),
      fc.array(lost, { maxLength: 40 }),
      fc.integer({ min: 1, max: 5 }),
      async (rows, has, faults, concurrency) => {
        const brand = new FakeBrand(has, withFaults(faults));
        const plan = await planOf(rows, brand);
        const applied = await apply(plan, brand, { concurrency });
        expect(applied).toMatchObject({ refused: [], left: 0 });
        expect(brand.details).toEqual(expected(rows));
        expect(brand.carriedOut).toHaveLength(plan.steps.length);
        const { counts, steps } = await planOf(rows, brand);
        expect(steps).toEqual([]);
        expect(counts.leave).toBe(rows.length);
      },
    ),
    { numRuns: 300 },
  );
});

test("whatever a server fails on, nothing is lost, and nothing is done twice", async () => {
  await fc.assert(
    fc.asyncProperty(
      wanted,
      fc.array(held, { maxLength: 16 }),
      fc.array(fails, { maxLength: 120 }),
      fc.integer({ min: 1, max: 5 }),
      async (rows, has, faults, concurrency) => {
        const brand = new FakeBrand(has, withFaults(faults));
        const first = await planOf(rows, brand);
        for (let plan = first; plan.steps.length > 0; plan = await planOf(rows, brand)) {
          const journal = new Paper();
          let failed = Number.POSITIVE_INFINITY;
          while (failed === Number.POSITIVE_INFINITY) {
            const progress = readJournal(journal.text, plan.steps.length);
            try {
              const applied = await apply(plan, brand, { journal, progress, concurrency });
              expect(applied).toMatchObject({ refused: [], left: 0 });
              failed = applied.failed.length;
            } catch (error) {
              if (!(error instanceof ServerError)) throw error;
            }
          }
          if (failed === 0) break;
        }
        expect(brand.details).toEqual(expected(rows));
        expect(brand.carriedOut).toHaveLength(first.steps.length);
      },
    ),
    { numRuns: 300 },
  );
});

test("goes on wherever it was killed, to the same end, and does no row twice", async () => {
  await fc.assert(
    fc.asyncProperty(
      wanted,
      fc.array(held, { maxLength: 16 }),
      fc.array(fc.tuple(fc.nat(12), fc.nat(30)), { maxLength: 5 }),
      fc.integer({ min: 1, max: 4 }),
      async (rows, has, kills, concurrency) => {
        let left = Number.POSITIVE_INFINITY;
        const killed = new Error("Killed");
        const die = () => {
          if (left <= 0) throw killed;
          left -= 1;
        };
        const brand = new FakeBrand(has, { delay: async () => die() });
        const plan = await planOf(rows, brand);
        const journal = new Paper();
        for (const [requests, torn] of kills) {
          left = requests;
          const progress = readJournal(journal.text, plan.steps.length);
          await apply(plan, brand, { journal, progress, concurrency }).catch((error: unknown) => {
            if (error !== killed) throw error;
          });
          // The last entry may not have been written whole, if it was of a request that was under way.
          const last = journal.text.lastIndexOf("\n", journal.text.length - 2) + 1;
          if (journal.text.slice(last).includes("done")) {
            journal.text = journal.text.slice(0, Math.max(last, journal.text.length - 1 - torn));
            journal.text = journal.text.slice(0, journal.text.lastIndexOf("\n") + 1);
          }
        }
        left = Number.POSITIVE_INFINITY;
        const progress = readJournal(journal.text, plan.steps.length);
        const applied = await apply(plan, brand, { journal, progress, concurrency });
        expect(applied).toMatchObject({ refused: [], left: 0 });
        expect(brand.details).toEqual(expected(rows));
        expect(brand.carriedOut).toHaveLength(plan.steps.length);
      },
    ),
    { numRuns: 300 },
  );
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FakeBrand, type Held } from "../../test/fake-brand.ts";
import { desired, TARGET } from "../../test/support.ts";
import type { Desired } from "../reading/rows.ts";
import { deletesAllowed, readDeleteLimit, requestsOf } from "./cost.ts";
import { desiredOf, makePlan } from "./make-plan.ts";
import type { Plan } from "./plan.ts";
import { PlanError, readPlan, writePlan } from "./plan-text.ts";

const [A, B, C, D] = ["+18005550001", "+18005550002", "+18005550003", "+18005550004"] as const;
const now = new Date("2026-10-02T11:41:00Z");

const planOf = (wanted: Desired, brand: FakeBrand, more: Partial<Parameters<typeof makePlan>[0]> = {}) =>
  makePlan({ target: TARGET, desired: wanted, remote: brand.pages(), now, ...more });
const textOf = (plan: Plan) => [...writePlan(plan)].join("");

describe("a plan", () => {
  test("creates, updates, deletes and leaves", async () => {
    const brand = new FakeBrand([
      { phoneNumber: A, department: "x" },
      { phoneNumber: B, department: "x" },
      { phoneNumber: C },
    ]);
    const [, b, a] = brand.all;
    const seen: unknown[] = [];
    const plan = await planOf(
      desired([
        { phoneNumber: D, record: "(800) 555-0004,,note" },
        { phoneNumber: A, department: "x" },
        { phoneNumber: B, department: "y" },
      ]),
      brand,
      { onCompared: (...compared) => seen.push(compared) },
    );
    expect(plan).toEqual({
      kind: "callmark plan",
      version: 1,
      made: "2026-10-02T11:41:00.000Z",
      target: TARGET,
      columns: ["phoneNumber", "department"],
      counts: { create: 1, update: 1, delete: 1, leave: 1 },
      remote: 3,
      steps: [
        { action: "create", phoneNumber: D, line: 2, record: "(800) 555-0004,,note" },
        { action: "update", phoneNumber: B, department: "y", was: "x", line: 4, id: b?.id, etag: b?.etag },
        { action: "delete", phoneNumber: C, id: brand.all[0]?.id, etag: brand.all[0]?.etag },
      ],
    });
    expect(a?.callerIdDetails.phoneNumber).toBe(A);
    expect(seen).toEqual([
      [2, 3],
      [3, 3],
    ]);
    expect([requestsOf(plan, { deletes: false }), requestsOf(plan, { deletes: true })]).toEqual([2, 3]);
  });

  test("puts again what was refused, where it is asked to", async () => {
    const held: Held[] = [
      { phoneNumber: A, state: "REJECTED" },
      { phoneNumber: B, state: "FAILED" },
      { phoneNumber: C },
    ];
    const wanted = desired([{ phoneNumber: A }, { phoneNumber: B }, { phoneNumber: C }]);
    expect((await planOf(wanted, new FakeBrand(held))).steps).toEqual([]);
    const { steps, counts } = await planOf(wanted, new FakeBrand(held), { resubmit: ["REJECTED"] });
    expect(steps).toMatchObject([{ action: "update", phoneNumber: A, resubmitted: "REJECTED" }]);
    expect(counts).toEqual({ create: 0, update: 1, delete: 0, leave: 2 });
  });

  test("leaves departments as they are where the file speaks of none", async () => {
    const brand = new FakeBrand([{ phoneNumber: A, department: "x", state: "REJECTED" }]);
    const wanted = { ...desired([{ phoneNumber: A }]), hasDepartments: false };
    expect((await planOf(wanted, brand)).steps).toEqual([]);
    expect((await planOf(wanted, brand, { resubmit: ["REJECTED"] })).steps).toMatchObject([
      { action: "update", department: "x" },
    ]);
  });

  test("keeps the newest of a number that is there more than once", async () => {
    const brand = new FakeBrand([{ phoneNumber: A, department: "x" }, { phoneNumber: A }]);
    const [newest, older] = brand.all;
    const { steps } = await planOf(desired([{ phoneNumber: A }]), brand);
    expect(newest?.callerIdDetails.department).toBeUndefined();
    expect(steps).toMatchObject([{ action: "delete", id: older?.id }]);
  });

  test("of another brand's caller IDs mirrors it", async () => {
    const from = new FakeBrand([{ phoneNumber: A, department: "x" }, { phoneNumber: B }, { phoneNumber: A }]);
    const wanted = await desiredOf(from.pages());
    expect(wanted.rows.map(({ phoneNumber, department }) => [phoneNumber, department])).toEqual([
      [A, undefined],
      [B, undefined],
    ]);
  });
});

describe("a plan as text", () => {
  const planned = async (count: number) =>
    planOf(
      desired(
        Array.from({ length: count }, (_, at) => ({
          phoneNumber: `+1800${2_000_000 + at}`,
          department: "d",
          record: "a\u2028b",
        })),
      ),
      new FakeBrand([
        { phoneNumber: "+18002000000", department: "x" },
        { phoneNumber: A, department: "x" },
      ]),
    );

  test.each([0, 1, 2_500])("of %d rows is read as it was written", async (count) => {
    const plan = await planned(count);
    expect(readPlan(textOf(plan))).toEqual(plan);
  });

  test("without a step, too", async () => {
    const plan = await planOf(desired([]), new FakeBrand());
    expect(readPlan(textOf(plan))).toEqual(plan);
  });

  test.each<[string, (text: string) => string, string]>([
    ["cut off", (text) => text.slice(0, -20), "It is no plan, or a damaged one"],
    ["of somebody else", () => '{"name":"x"}', "It is no plan: expected an object"],
    ["an array", () => "[]", "It is no plan: expected an object"],
    ["newer", (text) => text.replace('"version": 1', '"version": 2'), "of version 2: expected 1"],
    ["without its target", (text) => text.replace('"target"', '"goal"'), "The plan is damaged: $"],
    ["without an etag", (text) => text.replace('"etag"', '"tag"'), "$.steps[1] must"],
    [
      "with a number that is none",
      (text) => text.replace('"phoneNumber":"+', '"phoneNumber":"'),
      "$.steps[0].phoneNumber must match",
    ],
    ["with another action", (text) => text.replace('"delete"', '"drop"'), "$.counts"],
    [
      "with an action that is none",
      (text) => text.replace('"action":"create"', '"action":"toString"'),
      "$.steps[0].action must be create, update, delete",
    ],
    [
      "short of a step",
      (text) => text.replace(/\n[^\n]*"action":"create"[^\n]*/, ""),
      "says 1 of create, but there are 0",
    ],
    [
      "with a number twice",
      (text) =>
        text.replace(/"update","phoneNumber":"\+18002000000"/, '"update","phoneNumber":"+18002000001"'),
      "$.steps[1] repeats +18002000001",
    ],
  ])("that is %s is refused", async (_, damage, reason) => {
    const text = textOf(await planned(2));
    const damaged = damage(text);
    expect(damaged).not.toBe(text);
    expect(() => readPlan(damaged)).toThrow(PlanError);
    expect(() => readPlan(damaged)).toThrow(reason);
  });
});

test("what a plan says adds up, for any brand and any file", async () => {
  const number = fc.integer({ min: 2_000_000, max: 2_000_012 }).map((some) => `+1800${some}`);
  const department = fc.constantFrom(undefined, "x", "y");
  const row = fc
    .tuple(number, department)
    .map(([phoneNumber, some]) => ({ phoneNumber, ...(some !== undefined && { department: some }) }));
  const rows = fc.uniqueArray(row, { selector: ({ phoneNumber }) => phoneNumber, maxLength: 10 });
  await fc.assert(
    fc.asyncProperty(rows, fc.array(row, { maxLength: 10 }), async (wanted, held) => {
      const brand = new FakeBrand(held);
      const { counts, remote, steps } = await planOf(desired(wanted), brand);
      expect(remote).toBe(held.length);
      expect(counts.create + counts.update + counts.delete).toBe(steps.length);
      expect(counts.update + counts.delete + counts.leave).toBe(held.length);
      expect(counts.create + counts.update + counts.leave).toBe(wanted.length);
    }),
  );
});

test.each([
  ["5%", 150, 7],
  ["2.5 %", 1_000, 25],
  ["100%", 3, 3],
  ["50", 10, 50],
  ["0", 10, 0],
])("a limit of %s allows of %d caller IDs %d deletes", (text, remote, allowed) => {
  const limit = readDeleteLimit(text);
  expect(limit && deletesAllowed({ remote }, limit)).toBe(allowed);
});

test.each(["", "5 percent", "-1", "101%", "1.5", "%", "1e3"])("'%s' is no limit of deletes", (text) => {
  expect(readDeleteLimit(text)).toBeUndefined();
});

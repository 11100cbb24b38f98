import type { CallerId, CallmarkClient, Page } from "@callmark/client";
import { readDesired } from "@callmark/sync";
import { expect, test } from "vitest";
import { ImportRun } from "./import-run.ts";

const FILE = new File(["phoneNumber\n+18005550100\n+18005550101\n"], "numbers.csv");

interface Registry {
  readonly pages?: () => AsyncIterable<Page<CallerId>>;
  readonly create?: () => Promise<CallerId>;
}

async function* nothing(): AsyncGenerator<Page<CallerId>> {
  yield { data: [], total: 0 };
}

/** An import into a registry that does what it is told to. */
function importInto({ pages = nothing, create = () => new Promise(() => {}) }: Registry): ImportRun {
  const client = {
    baseUrl: "http://registry.example",
    departments: async () => [{ key: "department.sales", label: "Sales" }],
    brands: () => ({ get: async () => ({ brandDetails: { categories: ["dining.restaurant"] } }) }),
    callerIds: () => ({ list: () => ({ pages }), create }),
  } as unknown as CallmarkClient;
  return new ImportRun(
    client,
    { orgId: "1", brandId: "2" },
    {
      onFinished: () => {},
      read: (file) => readDesired(file.stream(), { format: "csv" }),
    },
  );
}

/** Waits until an import is at a stage. */
function at(run: ImportRun, stage: ReturnType<ImportRun["state"]>["is"]): Promise<void> {
  return new Promise((resolve) => {
    const look = () => run.state().is === stage && resolve();
    run.follow(look);
    look();
  });
}

test("an answer that comes after one has begun anew changes nothing", async () => {
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  const run = importInto({
    async *pages() {
      await gate;
      yield* nothing();
    },
  });
  const checked = run.check(FILE, undefined);
  await at(run, "comparing");
  run.reset();
  open();
  await checked;
  expect(run.state()).toEqual({ is: "choosing" });
});

test("a file that is read after another was chosen changes nothing", async () => {
  const run = importInto({});
  const first = run.check(FILE, undefined);
  const second = run.check(new File(["phoneNumber\n12\n"], "faulty.csv"), undefined);
  await Promise.all([first, second]);
  expect(run.state()).toMatchObject({ is: "faulty", name: "faulty.csv" });
});

test("a department that the registry does not know is told with its line before anything is sent", async () => {
  const run = importInto({});
  const lines = ["phoneNumber,department", "+18005550100,department.sales", "+18005550101,department.sale"];
  await run.check(new File([`${lines.join("\n")}\n`], "numbers.csv"), undefined);
  expect(run.state()).toMatchObject({
    is: "faulty",
    count: 1,
    problems: [{ line: 3, column: "department", reason: expect.stringContaining("‘department.sale’") }],
  });
});

test("one that has stopped by itself would be lost with the page, until it is given up", async () => {
  const run = importInto({ create: () => Promise.reject(new Error("broken")) });
  await run.check(FILE, undefined);
  expect(run.isRunning).toBe(false);
  run.apply(false);
  await at(run, "stopped");
  expect(run.isRunning).toBe(true);
  run.reset();
  expect(run.isRunning).toBe(false);
});

test("one that is given up while a change is under way stays so", async () => {
  const { promise: gate, reject: fail } = Promise.withResolvers<CallerId>();
  const { promise: asked, resolve: ask } = Promise.withResolvers<void>();
  const run = importInto({
    create: () => {
      ask();
      return gate;
    },
  });
  await run.check(FILE, undefined);
  run.apply(false);
  await asked;
  run.pause();
  run.reset();
  fail(new Error("broken"));
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(run.state()).toEqual({ is: "choosing" });
});

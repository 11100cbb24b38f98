import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Plan } from "@callmark/sync";
import { expect, onTestFinished, test } from "vitest";
import { beginApply } from "./applies.ts";

test("an apply that could not be written down leaves nothing", async () => {
  const state = mkdtempSync(join(tmpdir(), "callmark-applies-"));
  onTestFinished(() => rmSync(state, { recursive: true, force: true }));
  const reason = new Error("the disk is full");
  const plan = {
    get steps(): never {
      throw reason;
    },
  } as unknown as Plan;
  const about = { file: "a.csv", deletes: false, rejected: "/rejected.csv", concurrency: 1 };
  await expect(beginApply(state, { plan, about, now: new Date(0) })).rejects.toBe(reason);
  expect(readdirSync(join(state, "applies"))).toEqual([]);
});

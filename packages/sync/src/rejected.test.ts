import fc from "fast-check";
import { expect, test } from "vitest";
import { bytesOf, TARGET } from "../test/support.ts";
import type { Refused } from "./applying/journal.ts";
import { writeCsv } from "./csv-text.ts";
import { makePlan } from "./planning/make-plan.ts";
import { readDesired } from "./reading/read.ts";
import { rejectedRows } from "./rejected.ts";

const now = new Date("2026-10-02T11:41:00Z");
const [A, B] = ["+18005550001", "+18005550002"] as const;

async function* nothing() {}

/** What comes back of a file each row of which is refused, as the file that is mended. */
async function refusedOf(text: string, message = "It is refused"): Promise<string> {
  const desired = await readDesired(bytesOf(text), { format: "csv" });
  const plan = await makePlan({ target: TARGET, desired, remote: nothing(), now });
  const refused = plan.steps.map((_, step): Refused => ({ step, is: "refused", code: "Code", message }));
  const { columns, rows } = rejectedRows(plan, { refused });
  return writeCsv([columns, ...rows]);
}

test("no cell of the input, and none of the server's, runs in a spreadsheet", async () => {
  const text = `phoneNumber,department,=note\n${A},=cmd|calc,@a\n"=""${B}""",-d,"\t=1+1"\n`;
  expect(await refusedOf(text, "=message")).toBe(
    `phoneNumber,department,'=note,code,message\n'${A},'=cmd|calc,'@a,Code,'=message\n'${B},'-d,'\t=1+1,Code,'=message\n`,
  );
});

test("columns without a name keep what stands in each", async () => {
  expect(await refusedOf(`phoneNumber,,\n${A},x,y\n${B},,z\n`, "No")).toBe(
    `phoneNumber,,,code,message\n'${A},x,y,Code,No\n'${B},,z,Code,No\n`,
  );
});

test("what comes back is read as what it was, and comes back as the same", async () => {
  const cell = fc.string({ unit: fc.constantFrom("a", "1", '"', ",", "\n", "\r", "\t", "=", "+", "-", "@") });
  await fc.assert(
    fc.asyncProperty(cell, cell, fc.boolean(), async (department, note, forSpreadsheet) => {
      const rows = [
        ["phoneNumber", "department", "note"],
        [A, department, note],
        [B, "", ""],
      ];
      const text = writeCsv(rows, { forSpreadsheet });
      const known = async (from: string) =>
        (await readDesired(bytesOf(from), { format: "csv" })).rows.map((row) => [
          row.phoneNumber,
          row.department,
        ]);
      const back = await refusedOf(text);
      expect(await known(back)).toEqual(await known(text));
      expect(await refusedOf(back)).toBe(back);
    }),
    { numRuns: 500 },
  );
});

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { Brand } from "./brand.ts";
import { planFrom } from "./plan-file.ts";

test("a plan that is complete just when somebody asks to stop is none", async () => {
  const folder = mkdtempSync(join(tmpdir(), "callmark-plan-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "numbers.csv");
  writeFileSync(file, "phoneNumber\n+18005550100\n");
  const stop = new AbortController();
  const brand = {
    target: { baseUrl: "http://127.0.0.1:1", orgId: "1", brandId: "2" },
    callerIds: {
      list: () => ({
        async *pages() {
          stop.abort();
          yield { data: [], total: 0 };
        },
      }),
    },
  } as unknown as Brand;
  await expect(planFrom(file, brand, { json: true }, stop.signal)).rejects.toThrow("aborted");
});

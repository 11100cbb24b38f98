import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { given, requests } from "../../../test/requests.ts";
import { freshNumber, newWorld } from "../../../test/worlds.ts";
import { OPERATIONS } from "../operations/index.ts";
import { FREE_ROWS } from "../plan.ts";
import { Totals } from "../totals.ts";
import { MustScan } from "../transaction.ts";
import { Connection } from "./connection.ts";
import { openSqliteStore } from "./store.ts";

/** What a brand looked like when its total was counted last. */
const EARLIER = -1;

test("where many matched last time, the thread that answers does not count again", async () => {
  const folder = await mkdtemp(join(tmpdir(), "callmark-totals-"));
  const file = join(folder, "registry.db");
  try {
    await using store = await openSqliteStore(file);
    const { brand, ask } = await newWorld(store);
    await store.insert(ask.insert(...Array.from({ length: 9 }, () => given(freshNumber()))));
    const totals = new Totals();
    const options = { file, busyTimeout: 0, freeRows: 2, durable: true, totals };
    const connection = new Connection({ ...options, role: "answers" });
    try {
      const asked = requests(brand).list("updatedDate=gt=2026-01-01T00:00:00Z");
      const { meaning = "" } = asked.filter ?? {};
      totals.set("callerId", brand.parentId, meaning, EARLIER, FREE_ROWS + 1);
      await expect(OPERATIONS.list(connection, asked)).rejects.toBeInstanceOf(MustScan);
      // Of few it is soon seen whether they still are.
      totals.set("callerId", brand.parentId, meaning, EARLIER, FREE_ROWS);
      expect(await OPERATIONS.list(connection, asked)).toMatchObject({ outcome: "page", total: 9 });
      expect(totals.last("callerId", brand.parentId, meaning)).toBe(9);
    } finally {
      connection.close();
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});

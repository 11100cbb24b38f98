import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openCountingScans } from "../../../test/counting-scans.ts";
import { given, list } from "../../../test/requests.ts";
import { freshNumber, newWorld } from "../../../test/worlds.ts";
import { openStore } from "../open.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "callmark-patience-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** Ids that all ask whether to go on, as one in a thousand does. */
const asking = (index: number) => String(1_000_000_000_000_000_001n + BigInt(index));

test.each([
  ["updatedDate=gt=2026-09-01T00:00:00Z", "does not hold"],
  ["callerIdDetails.department==abc", "does not hold"],
  ["callerIdDetails.department==abc;createdDate=gt=2026-09-01T00:00:00Z", "does not hold"],
  ["createdDate=gt=2026-09-01T00:00:00Z", "does not hold"],
  ["id!=1", "holds"],
])(
  "deleted ones are not passed for long on the thread that answers %s, whose index %s them",
  async (ql, holds) => {
    const file = join(folder, `${ql.length}.db`);
    await using counting = await openCountingScans((options) => openStore(`file:${file}`, options));
    const { store, scans } = counting;
    const { brand, ask } = await newWorld(store);
    const rowsOf = (state: "DELETED" | "PUBLISHED", from: number, count: number) =>
      Array.from({ length: count }, (_, index) =>
        given(freshNumber(), { id: asking(from + index), department: "abc", state }),
      );
    await store.insert(ask.insert(...rowsOf("PUBLISHED", 0, 1)));
    expect(await list(store, brand, ql)).toMatchObject({ total: 1 });
    expect(scans()).toBe(0);
    await store.insert(ask.insert(...rowsOf("DELETED", 1, 9)));
    expect(await list(store, brand, ql)).toMatchObject({ total: 1 });
    expect(scans()).toBe(holds === "holds" ? 1 : 0);
  },
);

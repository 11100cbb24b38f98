import type { CallerId, Page } from "@callmark/client";
import { expect, test } from "vitest";
import { type FetchPage, RowWalk } from "./row-walk.ts";

/** The newest has the greatest number. */
function callerId(number: number, state: CallerId["state"] = "PUBLISHED"): CallerId {
  const date = new Date(Date.UTC(2026, 0, 1) + number * 1_000).toISOString();
  return {
    orgId: "1",
    brandId: "2",
    id: String(number),
    createdDate: date,
    updatedDate: date,
    state,
    etag: `${number}`,
    callerIdDetails: { phoneNumber: `+1800${number}`, ...(number === 7 && { department: "seven" }) },
  };
}

/** A list of so many rows, which notes what it was asked for. */
function listOf(total: number) {
  const asked: { limit: number; after?: string }[] = [];
  const fetchPage: FetchPage = async ({ limit, after }) => {
    asked.push({ limit, ...(after !== undefined && { after }) });
    const from = Number(after ?? 0);
    const length = Math.min(limit, total - from);
    const data = Array.from({ length }, (_, index) => callerId(total - from - index));
    const page: Page<CallerId> = { data, total };
    return from + length < total ? { ...page, after: String(from + length) } : page;
  };
  return { asked, fetchPage };
}

/** Waits until a walk has nothing more to fetch. */
async function settled(walk: RowWalk): Promise<void> {
  for (let before = -1; before !== walk.state().loaded; ) {
    before = walk.state().loaded;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

test("begins with a small page, and then fetches large ones ahead of what is seen", async () => {
  const { asked, fetchPage } = listOf(5_000);
  const walk = new RowWalk(fetchPage);
  walk.want(0);
  await settled(walk);
  expect(asked).toEqual([{ limit: 100 }, { limit: 1_000, after: "100" }]);
  expect(walk.state()).toEqual({ loaded: 1_100, total: 5_000, wanted: 0, isPending: false });
  expect(walk.rowAt(0)?.id).toBe("5000");
  expect(walk.rowAt(1_100)).toBeUndefined();
});

test("goes on to the last row where that is wanted, page after page, and says what is waited for", async () => {
  const { asked, fetchPage } = listOf(5_000);
  const walk = new RowWalk(fetchPage);
  walk.want(0);
  await settled(walk);
  walk.want(4_999);
  expect(walk.state().wanted).toBe(5_000);
  await settled(walk);
  expect(walk.state()).toEqual({ loaded: 5_000, total: 5_000, wanted: 5_000, isPending: false });
  expect(walk.rowAt(4_999)?.id).toBe("1");
  expect(asked.map(({ after }) => after)).toEqual([undefined, "100", "1100", "2100", "3100", "4100"]);
  expect([...walk.departments]).toEqual(["seven"]);
});

test("takes changes over: in place, put in where they belong, taken out", async () => {
  const { fetchPage } = listOf(10);
  const walk = new RowWalk(fetchPage);
  walk.want(0);
  await settled(walk);
  walk.patch([callerId(11), callerId(5, "REJECTED")], ["3", "unknown"]);
  expect(walk.state()).toMatchObject({ loaded: 10, total: 10 });
  expect(walk.rowAt(0)?.id).toBe("11");
  expect(walk.rowAt(walk.indexOf("5") ?? -1)?.state).toBe("REJECTED");
  expect(walk.indexOf("3")).toBeUndefined();
  expect(walk.rowAt(8)?.id).toBe("2");
});

test("leaves what belongs behind the loaded rows to the walk, which meets it once", async () => {
  const { fetchPage } = listOf(5_000);
  const walk = new RowWalk(fetchPage);
  walk.want(0);
  await settled(walk);
  walk.patch([callerId(1)], []);
  expect(walk.state()).toMatchObject({ loaded: 1_100, total: 5_000 });
  walk.patch([callerId(5_001)], []);
  expect(walk.state()).toMatchObject({ loaded: 1_101, total: 5_001 });
  walk.want(5_000);
  await settled(walk);
  expect(walk.state().loaded).toBe(5_001);
});

test("what is patched while a page is on its way is not overwritten by it", async () => {
  const { fetchPage } = listOf(300);
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  const walk = new RowWalk(async (query) => {
    const page = await fetchPage(query);
    if (query.after !== undefined) await gate;
    return page;
  });
  walk.want(0);
  await settled(walk);
  walk.patch([callerId(7, "REJECTED")], ["8"]);
  open();
  await settled(walk);
  expect(walk.rowAt(walk.indexOf("7") ?? -1)?.state).toBe("REJECTED");
  expect(walk.indexOf("8")).toBeUndefined();
});

test("stops at a page that fails, and goes on there", async () => {
  const { fetchPage } = listOf(3_000);
  let failing = true;
  const walk = new RowWalk((query) =>
    query.after === "1100" && failing ? Promise.reject(new Error("lost")) : fetchPage(query),
  );
  walk.want(2_999);
  await settled(walk);
  expect(walk.state()).toMatchObject({ loaded: 1_100, error: new Error("lost") });
  failing = false;
  walk.retry();
  await settled(walk);
  expect(walk.state()).toMatchObject({ loaded: 3_000, total: 3_000 });
  expect(walk.state().error).toBeUndefined();
});

test("asks for nothing more once it has ended", async () => {
  const { asked, fetchPage } = listOf(5_000);
  const walk = new RowWalk(fetchPage);
  walk.want(4_999);
  walk.end();
  await settled(walk);
  expect(asked.length).toBeLessThanOrEqual(1);
});

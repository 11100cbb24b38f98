import { expect, test } from "vitest";
import { openStore } from "../../packages/server/src/store/open.ts";
import { created } from "../../packages/server/test/requests.ts";
import { summaryOf } from "../support/answer.ts";
import { bearer, fetchToken, JSON_HEADERS } from "../support/api.ts";
import { ask } from "../support/events.ts";
import { startProgram } from "../support/program.ts";
import { registryWith } from "./support.ts";

const CODE = "VALIDATION__PhoneNumberOwnershipNotIndependentlyVerifiable";
const BRAND = "2001";
const collection = { orgId: "1001", parentId: BRAND };

interface Queue {
  readonly data: readonly { readonly id: string; readonly etag: string; readonly attempts: number }[];
  readonly total: number;
}

/** A registry in which some caller IDs wait for their review. */
async function waiting(count: number) {
  const registry = await registryWith([BRAND]);
  await using store = await openStore(registry.settings.CALLMARK_DATABASE_URL);
  const made: { readonly id: string; readonly etag: string }[] = [];
  for (let index = 0; index < count; index += 1) {
    made.push(await created(store, collection, `+1800${5550100 + index}`, { now: Date.now() + index }));
  }
  const first = made[0] ?? { id: "", etag: "" };
  return { registry, made, first };
}

test("admin review list shows what waits, oldest first, with how much there is", async () => {
  const { registry, made } = await waiting(3);
  using _ = registry;
  const listed = await registry.json<Queue>("admin", "review", "list");
  expect(listed.total).toBe(3);
  expect(listed.data.map(({ id, etag, attempts }) => ({ id, etag, attempts }))).toEqual(
    made.map(({ id, etag }) => ({ id, etag, attempts: 0 })),
  );
  const two = await registry.run("admin", "review", "list", "--limit", "2");
  expect(two.stdout.split("\n")).toEqual([
    expect.stringContaining(made[0]?.id ?? ""),
    expect.stringContaining(made[1]?.id ?? ""),
    "3 wait for their review",
    "",
  ]);
});

test("admin review show, approve, reject and fail decide on what waits, once", async () => {
  const { registry, made } = await waiting(3);
  using _ = registry;
  const on = (index: number) => ["caller-id", BRAND, made[index]?.id ?? ""];
  const shown = await registry.run("admin", "review", "show", ...on(0));
  expect(JSON.parse(shown.stdout)).toMatchObject({
    ...(made[0] && { id: made[0].id, etag: made[0].etag }),
    resource: { state: "SUBMITTED", callerIdDetails: { phoneNumber: "+18005550100" } },
    codes: expect.arrayContaining([CODE]),
  });
  const decided = [
    [["approve", ...on(0)], "PUBLISHED"],
    [["reject", ...on(1), "--code", CODE, "--note", "no"], "REJECTED"],
    [["fail", ...on(2), "--note", "later"], "FAILED"],
  ] as const;
  for (const [index, [args, state]] of decided.entries()) {
    const { id, etag } = made[index] ?? { id: "", etag: "" };
    expect(await registry.json("admin", "review", ...args)).toEqual({ id, etag, state });
    const again = await registry.run("admin", "review", ...args);
    expect(again).toMatchObject({
      code: 1,
      stderr: `error: No version of ${id} is waiting for its review\n`,
    });
  }
  expect(await registry.json("admin", "review", "list")).toEqual({ data: [], total: 0 });
  await using store = await openStore(registry.settings.CALLMARK_DATABASE_URL);
  const events = await store.readEvents({ orgId: "1001", atMost: 100 });
  const ends = events.filter(({ type }) => type !== "SUBMITTED" && type !== "PROCESSING");
  expect(ends.map(({ type, details }) => [type, details.by, details.reason])).toEqual([
    ["PROCESSING_SUCCESSFUL", "operator", undefined],
    ["VALIDATION_FAILURE", "operator", "no"],
    ["PROCESSING_FAILURE", "operator", "later"],
  ]);
  expect(ends[1]?.details.validationReports).toMatchObject([{ code: CODE }]);
});

test.each([
  [["show", "number", BRAND, "1"], 2, "it is one of caller-id, brand, asset"],
  [["show", "caller-id", BRAND], 2, "missing required argument 'id'"],
  [["show", "caller-id", "x", "1"], 2, "Brand 'x' is not an id"],
  [["approve", "caller-id", BRAND, "1"], 1, "No version of 1 is waiting for its review"],
  [["approve", "caller-id", BRAND, "FIRST", "--code", CODE], 2, "unknown option '--code'"],
  [["reject", "caller-id", BRAND, "FIRST"], 2, "required option '--code <code>' not specified"],
  [["reject", "caller-id", BRAND, "FIRST", "--code", "Nope"], 2, `$.code must be one of ${CODE}, `],
  [["reject", "caller-id", BRAND, "FIRST", "--code", "PhotoRejected"], 2, "cannot find 'PhotoRejected'"],
  [["list", "--limit", "0"], 2, "it is a whole number from 1 to 999999"],
])("admin review %j ends with %d", async (args, code, message) => {
  const { registry, first } = await waiting(1);
  using _ = registry;
  const refused = await registry.run("admin", "review", ...args.map((one) => one.replace("FIRST", first.id)));
  expect([refused.code, refused.stderr]).toEqual([code, expect.stringContaining(message)]);
  expect((await registry.json<Queue>("admin", "review", "list")).total).toBe(1);
});

test("admin account add --permission reviewer makes an account that reviews, and does nothing else", async () => {
  const { registry, first } = await waiting(1);
  using _ = registry;
  const add = ["admin", "account", "add", "--permission"];
  const reviewer = await registry.json<{ clientId: string; clientSecret: string }>(...add, "reviewer");
  expect(reviewer).toMatchObject({ permission: "reviewer", orgId: "" });
  const other = await registry.json<typeof reviewer>(...add, "read-write", "--org", "1001");
  const text = await registry.run(...add, "reviewer");
  expect(text.stdout).toContain("Account added, reviewer: it acts for no org\n");
  await using program = await startProgram({ databaseUrl: registry.settings.CALLMARK_DATABASE_URL });
  const token = async ({ clientId, clientSecret }: typeof reviewer) =>
    bearer(await fetchToken(program.url, clientId, clientSecret));
  const [reviews, owns] = [await token(reviewer), await token(other)];
  const queue = "/review/v1/reviews";
  const own = `/api/v1/orgs/1001/brands/${BRAND}/caller-ids`;
  const summary = async (target: string, headers: Readonly<Record<string, string>>) =>
    summaryOf(await ask(program.url, { target, headers }));
  expect([await summary(queue, reviews), await summary(own, reviews)]).toEqual(["200", "403 Forbidden"]);
  expect([await summary(queue, owns), await summary(own, owns)]).toEqual(["403 Forbidden", "200"]);
  const decided = await ask(program.url, {
    method: "POST",
    target: `${queue}/caller-ids/${BRAND}/${first.id}/decision`,
    headers: { ...reviews, ...JSON_HEADERS },
    body: JSON.stringify({ etag: first.etag, decision: "APPROVE" }),
  });
  expect(decided.status).toBe(204);
});

test.each([
  [["--permission", "reviewer", "--org", "1001"], "the permission reviewer acts for no org: leave --org out"],
  [["--permission", "look-up", "--org", "1001"], "the permission look-up acts for no org: leave --org out"],
  [["--permission", "read-only"], "--org"],
])("admin account add %j is wrong usage", async (args, message) => {
  using registry = await registryWith();
  const refused = await registry.run("admin", "account", "add", ...args);
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining(message)]);
});

import { expect, test } from "vitest";
import type { HistoryStep } from "./events.ts";
import { printStep } from "./print-history.ts";

const [OWNER, PARTNER, OTHER] = ["1001", "1002", "1003"];
const STEP = { created: Date.parse("2026-10-02T11:41:00Z"), state: "SUBMITTED", etag: "e" } as const;
const account = (orgId: string, permission: "read-write" | "reviewer" = "read-write") => ({
  clientId: "one",
  orgId,
  permission,
});
const byOf = (
  step: Pick<HistoryStep, "account"> & { by: string; state?: HistoryStep["state"] },
  own = OWNER,
) => {
  const { by, ...rest } = step;
  return printStep({ ...STEP, details: { by }, ...rest }, { owner: OWNER, own }).by;
};

test.each([
  ["operator", "SUBMITTED", "operator"],
  ["admin import", "SUBMITTED", "operator"],
  ["admin generate", "PUBLISHED", "operator"],
  ["automatic review", "PUBLISHED", "automatic"],
  ["review script", "FAILED", "automatic"],
  // Accounts that were removed since.
  ["one", "SUBMITTED", "account"],
  ["one", "DELETED", "account"],
  ["one", "PUBLISHED", "reviewer"],
] as const)("what '%s' brought to %s was the act of: %s", (by, state, role) => {
  expect(byOf({ by, state })).toEqual({ role });
});

test.each([
  ["the owner, of its own", account(OWNER), OWNER, { role: "account", orgId: OWNER, clientId: "one" }],
  ["the owner, of a partner's", account(PARTNER), OWNER, { role: "account", orgId: PARTNER }],
  ["a partner, of the owner's", account(OWNER), PARTNER, { role: "account", orgId: OWNER }],
  ["a partner, of its own", account(PARTNER), PARTNER, { role: "account", orgId: PARTNER, clientId: "one" }],
  ["a partner, of another partner's", account(OTHER), PARTNER, { role: "account" }],
  ["anybody, of a reviewer's", account("", "reviewer"), OWNER, { role: "reviewer" }],
] as const)("what %s account is told", (_, who, own, expected) => {
  expect(byOf({ by: "one", account: who }, own)).toEqual(expected);
});

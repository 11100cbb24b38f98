import { STATES, type State } from "@callmark/contract";
import { describe, expect, test } from "vitest";
import { writeResource } from "../store/operations/write-resource.ts";
import { isInReview, isReviewStep, isStep } from "./review-states.ts";

/** After docs/review.md: what each state leads to. */
const TABLE: Readonly<Record<State | "nothing", readonly State[]>> = {
  nothing: ["SUBMITTED"],
  SUBMITTED: ["SUBMITTED", "PROCESSING", "DELETED"],
  PROCESSING: ["SUBMITTED", "PUBLISHED", "REJECTED", "FAILED", "DELETED"],
  PUBLISHED: ["SUBMITTED", "DELETED"],
  REJECTED: ["SUBMITTED", "DELETED"],
  FAILED: ["SUBMITTED", "DELETED"],
  DELETED: [],
};
const PAIRS = Object.entries(TABLE).flatMap(([from, steps]) =>
  STATES.map((to) => ({ from, to, is: steps.includes(to) })),
);

test.each(PAIRS)("from $from to $to: $is", ({ from, to, is }) => {
  expect(isStep(from === "nothing" ? undefined : (from as State), to)).toBe(is);
});

test("only a review takes, publishes, rejects and fails", () => {
  const steps = STATES.flatMap((from) =>
    STATES.filter((to) => isReviewStep(from, to)).map((to) => [from, to]),
  );
  expect(steps).toEqual([
    ["SUBMITTED", "PROCESSING"],
    ["PROCESSING", "PUBLISHED"],
    ["PROCESSING", "REJECTED"],
    ["PROCESSING", "FAILED"],
  ]);
  expect(STATES.filter(isInReview)).toEqual(["SUBMITTED", "PROCESSING"]);
});

describe("a step that the table has not", () => {
  test.each(PAIRS.filter(({ is }) => !is))("from $from to $to is not written", async ({ from, to }) => {
    const touched = new Proxy(
      {},
      {
        get: () => {
          throw new Error("The transaction was touched");
        },
      },
    );
    const write = {
      kind: "callerId",
      collection: { orgId: "1", parentId: "2" },
      envelope: { id: "3", created: 0, updated: 0, state: to, etag: "e" },
      details: {},
      by: "tests",
      ...(from !== "nothing" && { from: { state: from, in_force: 0 } }),
    };
    await expect(writeResource(touched as never, write as never)).rejects.toThrow(
      `No step leads from ${from} to ${to}`,
    );
  });
});

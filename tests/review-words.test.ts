import { expect, test } from "vitest";
import { reviews } from "../packages/console/src/texts/reviews.ts";
import { reviewRules } from "../packages/server/src/registry/review-rules.ts";

test("the console has words for each rule that a review may name, and for no other", () => {
  const kinds = ["brand", "brandAsset", "callerId"] as const;
  const codes = kinds.flatMap((kind) => reviewRules(kind).map(({ code }) => code));
  expect(Object.keys(reviews.codes).sort()).toEqual([...codes].sort());
});

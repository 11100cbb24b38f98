import { describe, expect, test } from "vitest";
import type { TakenReview, Verdict } from "../registry/reviews.ts";
import { loadScript, readScript } from "./script.ts";

const CREATED = "2026-10-02T11:41:00Z";
const NOW = Date.parse(CREATED);
const CODE = "VALIDATION__PhoneNumberOwnershipNotIndependentlyVerifiable";
/** The script of docs/review.md. */
const RULES = [
  { kind: "callerId", where: "callerIdDetails.phoneNumber==*00", outcome: "reject", codes: [CODE] },
  { kind: "callerId", where: "callerIdDetails.phoneNumber==*3", outcome: "publish", seconds: 3 },
  { kind: "callerId", where: "callerIdDetails.department==x.y", outcome: "publish", failures: 1 },
  { kind: "brand", outcome: "fail", note: "not today" },
];
const script = (rules: readonly unknown[] = RULES) => readScript(JSON.stringify({ rules }), "the script");

function review(phoneNumber: string, more: Partial<TakenReview> & { department?: string } = {}): TakenReview {
  const { department, ...rest } = more;
  const callerIdDetails = { phoneNumber, ...(department !== undefined && { department }) };
  return {
    kind: "callerId",
    collection: { orgId: "1", parentId: "2" },
    id: "3",
    etag: "e",
    submitted: NOW,
    attempts: 1,
    body: JSON.stringify({ id: "3", createdDate: CREATED, state: "PROCESSING", callerIdDetails }),
    ...rest,
  };
}
const judged = async (one: TakenReview, now = NOW): Promise<Verdict> => script().judge(one, now);

describe("a script", () => {
  test("rejects with a report that names the rule and the number", async () => {
    const verdict = await judged(review("+18005550100"));
    expect(verdict).toMatchObject({ state: "REJECTED", said: { validationReports: [{ code: CODE }] } });
    expect(JSON.stringify(verdict)).toContain("+18005550100");
  });

  test("waits for as many seconds after the submission as it says, and counts no attempt", async () => {
    expect(await judged(review("+18005550103"), NOW + 2_999)).toEqual({
      postponedTo: NOW + 3_000,
      early: true,
    });
    expect(await judged(review("+18005550103"), NOW + 3_000)).toEqual({ state: "PUBLISHED", said: {} });
  });

  test("fails as often as it says, and then comes to its outcome", async () => {
    await expect(judged(review("+18005550101", { department: "x.y" }))).rejects.toThrow(
      "lets attempt 1 fail",
    );
    expect(await judged(review("+18005550101", { department: "x.y", attempts: 2 }))).toMatchObject({
      state: "PUBLISHED",
    });
  });

  test("publishes what no rule is about, and the first rule that is decides", async () => {
    expect(await judged(review("+18005550101"))).toEqual({ state: "PUBLISHED", said: {} });
    const both = await judged(review("+18005550100", { department: "x.y" }));
    expect(both).toMatchObject({ state: "REJECTED" });
    const body = JSON.stringify({ id: "3", brandDetails: {} });
    expect(await judged(review("", { kind: "brand", body }))).toEqual({
      state: "FAILED",
      said: { reason: "not today", processingReports: [] },
    });
  });

  test("passes over what cannot break a rule that it names", async () => {
    const codes = ["VALIDATION__PhoneNumberVerificationUnsuccessful"];
    const judge = script([{ kind: "callerId", outcome: "reject", codes }]);
    expect(await judge.judge(review("+18005550100"), NOW)).toMatchObject({
      state: "REJECTED",
      said: { validationReports: [{ code: codes[0], context: { id: "3" } }] },
    });
    // Its rule judges creates alone, and this is an update.
    const updated = review("+18005550100", { submitted: NOW + 1 });
    expect(await judge.judge(updated, NOW + 1)).toEqual({ state: "PUBLISHED", said: {} });
  });

  test("comes to the same each time", async () => {
    const once = await judged(review("+18005550100"));
    for (let time = 0; time < 3; time += 1) expect(await judged(review("+18005550100"))).toEqual(once);
  });
});

describe("a file that is no script is refused with one line", () => {
  const rule = (more: object) =>
    JSON.stringify({ rules: [{ kind: "callerId", outcome: "publish", ...more }] });
  test.each([
    ["{", /^f is not JSON: .+$/],
    ["[]", /^f: the file must be object$/],
    ["{}", /^f: the file must have required properties rules$/],
    ['{"rules":[],"more":1}', /^f: \/more is not known here$/],
    [rule({ kind: "number" }), /^f: \/rules\/0\/kind must be one of callerId, brand, brandAsset$/],
    [rule({ outcome: "maybe" }), /^f: \/rules\/0\/outcome must be one of publish, reject, fail$/],
    [rule({ seconds: -1 }), /^f: \/rules\/0\/seconds must be >= 0$/],
    [rule({ failures: 1.5 }), /^f: \/rules\/0\/failures must be integer$/],
    [rule({ codes: [] }), /^f: \/rules\/0\/codes must not have fewer than 1 items$/],
    [rule({ when: "x" }), /^f: \/rules\/0\/when is not known here$/],
    [rule({ codes: [CODE] }), /^f: rules\[0\]\.codes belong to a rejection or a failure alone$/],
    [rule({ outcome: "reject" }), /^f: rules\[0\]\.codes must name the validation rules/],
    [
      rule({ outcome: "fail", codes: ["Nope"] }),
      /^f: rules\[0\]\.codes must be of VALIDATION__PhoneNumberOwnership\w+, .+: no review .+ can find 'Nope'$/,
    ],
    [
      rule({ outcome: "reject", codes: [CODE, "DepartmentMustBeValid"] }),
      /can find 'DepartmentMustBeValid'$/,
    ],
    [
      rule({ outcome: "reject", codes: ["PhoneNumberIsPremiumRate"] }),
      /can find 'PhoneNumberIsPremiumRate'$/,
    ],
    [
      rule({
        kind: "brandAsset",
        outcome: "reject",
        codes: ["AspectRatioMustBeWithinRangeForBrandCoverPhotoIntent"],
      }),
      /can find 'AspectRatioMustBeWithinRangeForBrandCoverPhotoIntent'$/,
    ],
    [rule({ where: "a=" }), /^f: rules\[0\]\.where: .+$/],
    [rule({ where: "brandDetails.categories==x" }), /^f: rules\[0\]\.where: .*brandDetails\.categories.*$/],
  ])("%s", (text, message) => {
    expect(() => readScript(text, "f")).toThrow(message);
  });

  test("one that is not there", () => {
    expect(() => loadScript("/nowhere/script.json")).toThrow(
      /^CALLMARK_REVIEW_SCRIPT: ENOENT: .*'\/nowhere\/script\.json'$/,
    );
  });
});

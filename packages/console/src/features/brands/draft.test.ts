import { describe, expect, test } from "vitest";
import { detailsOf, draftOf, isSame, keyed } from "./draft.ts";

const details = {
  categories: ["dining.restaurant", "dining.cafe"],
  countryCodes: ["US"],
  displayNames: [
    { name: "Acme", locale: "en-US" },
    { name: "Acmé", locale: "fr", primary: true },
  ],
  urls: [{ url: "https://acme.example", type: "HOMEPAGE" }],
  partnersBrandId: "a-1",
  ownershipType: "BRAND_OWNER",
} as const;

describe("a draft", () => {
  test("stands for the details that it was taken from, with what it does not show", () => {
    expect(detailsOf(draftOf(details), details)).toEqual(details);
  });

  test("of names without a primary one makes the first the primary", () => {
    const { displayNames } = detailsOf(
      draftOf({ ...details, displayNames: [{ name: "A", locale: "en" }] }),
      {},
    );
    expect(displayNames).toEqual([{ name: "A", locale: "en", primary: true }]);
  });

  test("of a brand that nobody has described has a place for everything that it needs", () => {
    const draft = draftOf({});
    expect([draft.displayNames.length, draft.categories.length, draft.urls.length]).toEqual([1, 1, 1]);
    expect(detailsOf(draft, {})).not.toHaveProperty("partnersBrandId");
  });

  test("leaves out what was emptied, and the blanks around what was typed", () => {
    const draft = {
      ...draftOf(details),
      partnersBrandId: " ",
      categories: [keyed({ text: " dining.cafe " })],
    };
    expect(detailsOf(draft, details)).toMatchObject({ categories: ["dining.cafe"] });
    expect(detailsOf(draft, details)).not.toHaveProperty("partnersBrandId");
  });

  test("is the same as another that stands for the same, whatever its keys", () => {
    expect(isSame(draftOf(details), draftOf(details))).toBe(true);
    expect(isSame(draftOf(details), { ...draftOf(details), country: "CA" })).toBe(false);
  });
});

import { type Filter, format } from "@callmark/ql";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyComparison, rows, tree } from "../../test/arbitraries.ts";
import { holds } from "../../test/matches.ts";
import type { Resource } from "../../test/requests.ts";
import { brands } from "./brands.ts";
import { callerIds } from "./caller-ids.ts";
import type { FilterFields } from "./filter.ts";
import { readFilter } from "./filter.ts";
import { matches } from "./matches.ts";
import type { Given } from "./store.ts";

const picks = (ql: string, body: object, fields: FilterFields = callerIds.fields) =>
  matches(readFilter(ql, fields).root, body as Readonly<Record<string, unknown>>);

function resourceOf({ id, created, updated, state, etag, details }: Given): Resource {
  return {
    orgId: "1",
    brandId: "2",
    id,
    createdDate: new Date(created).toISOString(),
    updatedDate: new Date(updated).toISOString(),
    state,
    etag,
    callerIdDetails: details as Resource["callerIdDetails"],
  };
}

test("picks what the filter language means, for any filter and resource", () => {
  const filter: fc.Arbitrary<Filter> = fc.oneof(anyComparison, tree);
  fc.assert(
    fc.property(filter, rows(1, 6), (one, given) => {
      for (const resource of given.map(resourceOf)) {
        expect(picks(format(one), resource), `${format(one)} on ${JSON.stringify(resource)}`).toBe(
          holds(one, resource),
        );
      }
    }),
    { numRuns: 2_000 },
  );
});

describe("of what has several values", () => {
  const body = {
    id: "1",
    brandDetails: {
      categories: ["retail", "food"],
      displayNames: [{ name: "Acme", locale: "en-US" }, { name: "Akme" }],
    },
  };
  test.each([
    ["brandDetails.categories==food", true],
    ["brandDetails.categories==*oo*", true],
    ["brandDetails.categories==bank", false],
    ["brandDetails.categories!=food", false],
    ["brandDetails.categories!=bank", true],
    ["brandDetails.categories=in=(bank,retail)", true],
    ["brandDetails.categories=out=(bank,retail)", false],
    ["brandDetails.displayNames.name==Akme", true],
    ["brandDetails.displayNames.name==en-US", false],
    ["brandDetails.countryCodes==US", false],
    ["brandDetails.countryCodes!=US", true],
  ])("%s: %s", (ql, expected) => {
    expect(picks(ql, body, brands.fields)).toBe(expected);
  });
});

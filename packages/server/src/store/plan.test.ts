import { describe, expect, test } from "vitest";
import { callerIds } from "../registry/caller-ids.ts";
import { readFilter } from "../registry/filter.ts";
import { STORED_KINDS } from "./kinds/index.ts";
import { countingBy, FREE_ROWS, indexFor, isLedToMatches, isQuicklyCounted, pointIndex } from "./plan.ts";
import { queryOf } from "./query.ts";
import { sqliteDialect } from "./sqlite/dialect.ts";

const { indexes } = STORED_KINDS.callerId;
const rows = 150_000;
const asked = (ql: string) => queryOf(sqliteDialect, "callerId", readFilter(ql, callerIds.fields));
const NUMBER = "callerIdDetails.phoneNumber";
const DEPARTMENT = "callerIdDetails.department";

describe("an index in which each match has a key of its own", () => {
  test.each([
    ["id==1", "caller_ids_id"],
    ["id=in=(1,2)", "caller_ids_id"],
    [`${NUMBER}==+18085550100;state==FAILED`, "caller_ids_number"],
    [`${NUMBER}==+1808*`, undefined],
    [`${NUMBER}!=+18085550100`, undefined],
    ["id==1,state==FAILED", undefined],
    ["state==FAILED", undefined],
    // It has no keys of deleted ones.
    ["id==1;state==DELETED", undefined],
  ])("%s: %s", (ql, name) => {
    expect(pointIndex(asked(ql), indexes)?.name).toBe(name);
  });
});

describe("the index that a page is read by", () => {
  test.each([
    ["state==FAILED", 1_500, "ordered caller_ids_state"],
    ["state==FAILED", rows / 8, undefined],
    ["state!=PUBLISHED", 1_500, undefined],
    ["state==DELETED", 10, undefined],
    [
      `${DEPARTMENT}==department.general.support;createdDate=lt=2025-01-01T00:00:00Z`,
      99,
      "ordered caller_ids_department",
    ],
    ["createdDate=lt=2025-01-01T00:00:00Z", 10, undefined],
    ["updatedDate=gt=2025-01-01T00:00:00Z", FREE_ROWS, "ranges caller_ids_updated"],
    ["updatedDate=gt=2025-01-01T00:00:00Z", FREE_ROWS + 1, undefined],
    ["updatedDate!=2025-01-01T00:00:00Z", 10, undefined],
    // From that moment on there may be many more than have this department.
    [`updatedDate=gt=2025-01-01T00:00:00Z;${DEPARTMENT}!=department.general.support`, 10, undefined],
    [
      `updatedDate=ge=2025-01-01T00:00:00Z;updatedDate=lt=2025-01-02T00:00:00Z;${DEPARTMENT}!=department.general.support`,
      10,
      "ranges caller_ids_updated",
    ],
    [`${NUMBER}==+1808*;createdDate=lt=2025-01-01T00:00:00Z`, 10, "ranges caller_ids_number"],
    [`${NUMBER}==+1808*`, FREE_ROWS, "ranges caller_ids_number"],
    [`${NUMBER}==+1808*`, FREE_ROWS + 1, undefined],
    [`${NUMBER}==+1808*34`, 10, "ranges caller_ids_number"],
    [`${NUMBER}==*1234`, 15, "ranges caller_ids_number"],
    [`${NUMBER}==*1234`, 500, undefined],
    [`${NUMBER}!=*1234`, 15, undefined],
    // The rows would have to be looked at as well.
    [`${NUMBER}==*1234;createdDate=lt=2025-01-01T00:00:00Z`, 15, undefined],
    [`${NUMBER}==*1234,${NUMBER}==*5678`, 15, undefined],
  ])("%s with %d matches: %s", (ql, total, index) => {
    const found = indexFor(asked(ql), indexes, { live: rows }, total);
    expect(found && `${found.kind} ${found.name}`).toBe(index);
  });
});

describe("the index that counts", () => {
  test.each([
    [`${NUMBER}==*1234`, "caller_ids_number", false],
    [`${NUMBER}==+1808*`, "caller_ids_number", true],
    [`${DEPARTMENT}==department.general.support`, "caller_ids_department", true],
    [`${DEPARTMENT}==department.general.support;state==FAILED`, undefined, false],
    // Both lie in one index: the value's rows, in the order of their dates.
    ["state==FAILED;createdDate=lt=2025-01-01T00:00:00Z", "caller_ids_state", true],
    [
      `createdDate=ge=2025-01-01T00:00:00Z;${DEPARTMENT}==department.general.support;createdDate=lt=2025-02-01T00:00:00Z`,
      "caller_ids_department",
      true,
    ],
    ["state!=FAILED;createdDate=lt=2025-01-01T00:00:00Z", undefined, false],
    ["state==FAILED,createdDate=lt=2025-01-01T00:00:00Z", undefined, false],
    [`${NUMBER}==+1808*;createdDate=lt=2025-01-01T00:00:00Z`, undefined, false],
    [`${NUMBER}==*1234;state==DELETED`, undefined, false],
    [`${NUMBER}!=*1234`, "caller_ids_number", true],
    ["updatedDate=gt=2025-01-01T00:00:00Z", "caller_ids_updated", true],
    ["updatedDate=gt=2025-01-01T00:00:00Z;createdDate=gt=2025-01-01T00:00:00Z", undefined, false],
  ])("%s: %s; few at once: %s", (ql, index, few) => {
    const query = asked(ql);
    const counting = countingBy(query, indexes, sqliteDialect);
    expect(counting).toEqual(index === undefined ? undefined : { index });
    expect(counting !== undefined && isLedToMatches(query)).toBe(few);
  });

  test("dates are counted by state where the index of states holds the key, else in the order of the list", () => {
    const query = asked("createdDate=ge=2025-01-01T00:00:00Z;createdDate=lt=2025-02-01T00:00:00Z");
    expect(countingBy(query, indexes, { indexesHoldKeys: true })).toEqual({
      index: "caller_ids_state",
      eachState: true,
    });
    expect(countingBy(query, indexes, { indexesHoldKeys: false })).toEqual({});
    expect(countingBy(query, [], { indexesHoldKeys: true })).toBeUndefined();
    expect(
      countingBy(asked("createdDate=lt=2025-01-01T00:00:00Z;state==DELETED"), indexes, sqliteDialect),
    ).toBe(undefined);
  });
});

test("a collection is counted without a look at the clock while its rows times their comparisons are few", () => {
  const oneComparison = asked("createdDate=lt=2025-01-01T00:00:00Z");
  expect(isQuicklyCounted(oneComparison, { rows: 3_000_000 })).toBe(true);
  expect(isQuicklyCounted(oneComparison, { rows: 3_000_001 })).toBe(false);
  expect(isQuicklyCounted(asked(`${NUMBER}==*1234`), { rows })).toBe(false);
});

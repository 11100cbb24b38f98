import { expect, test } from "vitest";
import { parseSearch, stringifySearch } from "./search.ts";

test.each([
  [{}, ""],
  [{ ql: "", open: undefined }, ""],
  [{ open: "9467895078742654966" }, "?open=9467895078742654966"],
  [{ ql: "state==PUBLISHED;id=in=(1,2)" }, "?ql=state==PUBLISHED;id=in=(1,2)"],
  [{ ql: "a=='x & y'" }, "?ql=a=='x%20%26%20y'"],
  [{ ql: "callerIdDetails.phoneNumber==+1800*" }, "?ql=callerIdDetails.phoneNumber==%2B1800*"],
  [{ ql: "a==100%25#?" }, "?ql=a==100%2525%23%3F"],
])("%j is written as %j, and read again", (search, written) => {
  expect(stringifySearch(search)).toBe(written);
  const there = Object.entries(search).filter(([, value]) => value);
  expect(parseSearch(written)).toEqual(Object.fromEntries(there));
});

test("a bare plus is one, as in a telephone number that was typed into the address", () => {
  expect(parseSearch("?ql=callerIdDetails.phoneNumber==+1800*")).toEqual({
    ql: "callerIdDetails.phoneNumber==+1800*",
  });
});

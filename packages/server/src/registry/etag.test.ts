import { expect, test } from "vitest";
import { etagMatches, newEtag, readIfMatch } from "./etag.ts";

const ETAG = "7c752ec0-5d45-11ee-a464-325096b39f47";
const OTHER = "5c556a5e-5d47-11ee-863f-325096b39f47";

test("a new etag is a random UUID in lower case", () => {
  const etags = Array.from({ length: 100 }, newEtag);
  for (const etag of etags)
    expect(etag).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(new Set(etags).size).toBe(etags.length);
});

test.each([undefined, "", " ", "\t "])("%j asks for nothing", (header) => {
  expect(readIfMatch(header)).toBeUndefined();
});

test.each([
  // what matches
  [`"${ETAG}"`, true],
  [ETAG, true],
  [`  "${ETAG}"  `, true],
  [`\t${ETAG} `, true],
  ["*", true],
  [" * ", true],
  [`"${OTHER}", "${ETAG}"`, true],
  [`"${ETAG}","${OTHER}"`, true],
  [`${OTHER}, ${ETAG}`, true],
  [`${OTHER},"${ETAG}"`, true],
  [`, ,"${ETAG}",`, true],
  [`W/"${OTHER}", "${ETAG}"`, true],
  // what does not
  [`"${OTHER}"`, false],
  [OTHER, false],
  [`"${OTHER}", ${OTHER}`, false],
  [`"${ETAG.toUpperCase()}"`, false],
  [ETAG.slice(1), false],
  [`"${ETAG}`, false],
  [`${ETAG}"`, false],
  [`'${ETAG}'`, false],
  [`" ${ETAG} "`, false],
  ['""', false],
  ['"', false],
  [",", false],
  // a star is one only by itself
  ['"*"', false],
  ["**", false],
  [`*, "${OTHER}"`, false],
  // weak tags never match (RFC 9110, 13.1.1)
  [`W/"${ETAG}"`, false],
  [`W/${ETAG}`, false],
  [`w/"${ETAG}"`, false],
  [`"${OTHER}", W/"${ETAG}"`, false],
  [`W/"${ETAG}", W/*`, false],
  // a comma inside quotes is part of the one tag
  [`"a,${ETAG},b"`, false],
  [`"a, ${ETAG}"`, false],
  [`W/"a,${ETAG},b"`, false],
  [`"a,b", "${ETAG}"`, true],
])("If-Match: %s matches: %s", (header, expected) => {
  const ifMatch = readIfMatch(header);
  expect(ifMatch).toBeDefined();
  expect(etagMatches(ifMatch ?? [], ETAG)).toBe(expected);
});

test("a long header reads in time that grows with its length", () => {
  const header = `${'"'.repeat(20_000)}${",".repeat(20_000)}${" ".repeat(20_000)}W/`;
  expect(etagMatches(readIfMatch(header) ?? [], ETAG)).toBe(false);
});

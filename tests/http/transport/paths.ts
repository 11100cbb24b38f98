import { beforeAll, expect, test } from "vitest";
import { pageOf } from "../../support/answer.ts";
import { type Api, bearer, demoApi, fetchToken } from "../../support/api.ts";
import { DEMO, DEMO_SECRET } from "../../support/demo.ts";
import { sharedProgram } from "../../support/program.ts";
import { sendRaw } from "../../support/raw-connection.ts";

const program = sharedProgram({ demo: true });
let api: Api;
beforeAll(async () => {
  api = await demoApi(program().url);
});

const OWN = DEMO.orgId;
const FOREIGN = DEMO.other.orgId;
const IN_BRAND = `brands/${DEMO.brandId}/caller-ids`;
const IN_FOREIGN_BRAND = `brands/${DEMO.other.brandId}/caller-ids`;
/** The same digits, each percent-encoded. */
const encoded = (digits: string) => [...digits].map((digit) => `%3${digit}`).join("");

const LISTED = "200";
const NOT_YOURS = "The organization of the path is not yours";
const NO_PATH = "Path not found";

async function said(target: string): Promise<string> {
  const answer = await sendRaw(program().url, "GET", target, api.authorization);
  if (answer.status !== 200) return JSON.parse(answer.text)[0].message;
  expect(pageOf(answer).data[0]).toMatchObject({ orgId: OWN, brandId: DEMO.brandId });
  return LISTED;
}

test.each([
  // Encoded or not, it is the same org.
  [`/api/v1/orgs/${encoded(OWN)}/${IN_BRAND}`, LISTED],
  [`/api/v1/orgs/${OWN}/brands/${encoded(DEMO.brandId)}/caller-ids`, LISTED],
  [`/api/v1/orgs/${encoded(FOREIGN)}/${IN_FOREIGN_BRAND}`, NOT_YOURS],
  [`/%61pi/v1/orgs/${OWN}/brands/${DEMO.brandId}/caller%2Dids`, LISTED],
  [`/%61pi/v1/orgs/${FOREIGN}/brands/${DEMO.other.brandId}/caller%2Dids`, NOT_YOURS],
  // A slash that is encoded separates nothing.
  [`/api/v1/orgs/${OWN}%2F${IN_BRAND}`, NOT_YOURS],
  [`/api/v1/orgs/${OWN}%2F..%2F${FOREIGN}/${IN_FOREIGN_BRAND}`, NOT_YOURS],
  [`/api/v1/orgs/${FOREIGN}%2F..%2F${OWN}/${IN_BRAND}`, NOT_YOURS],
  [`/api/v1/orgs/${OWN}/brands/${DEMO.brandId}%2Fcaller-ids`, NO_PATH],
  [`/api/v1/orgs/${OWN}/${IN_BRAND}/%2F`, NO_PATH],
  [`/api/v1%2Forgs/${OWN}/${IN_BRAND}`, NO_PATH],
  // Nobody walks upwards.
  [`/api/v1/orgs/${FOREIGN}/../${OWN}/${IN_BRAND}`, NOT_YOURS],
  [`/api/v1/orgs/${OWN}/../${FOREIGN}/${IN_FOREIGN_BRAND}`, NO_PATH],
  [`/api/v1/orgs/${FOREIGN}/%2e%2e/${OWN}/${IN_BRAND}`, NOT_YOURS],
  [`/api/v1/orgs/../orgs/${OWN}/${IN_BRAND}`, NOT_YOURS],
  [`/api/v1/orgs/./${OWN}/${IN_BRAND}`, NOT_YOURS],
  [`/api/v1/orgs/${OWN}/brands/../${IN_BRAND}`, NO_PATH],
  [`/reference/../api/v1/orgs/${OWN}/${IN_BRAND}`, NO_PATH],
  // Nor do two slashes count as one.
  [`//api/v1/orgs/${OWN}/${IN_BRAND}`, NO_PATH],
  [`/api//v1/orgs/${OWN}/${IN_BRAND}`, NO_PATH],
  [`/api/v1//orgs/${OWN}/${IN_BRAND}`, NO_PATH],
  [`/api/v1/orgs//${OWN}/${IN_BRAND}`, NOT_YOURS],
  [`/api/v1/orgs//${IN_BRAND}`, NOT_YOURS],
  [`/api/v1/orgs/${OWN}//${IN_BRAND}`, NO_PATH],
  [`/api/v1/orgs/${OWN}/brands//caller-ids`, NO_PATH],
  [`/api/v1/orgs/${FOREIGN}//${IN_FOREIGN_BRAND}`, NOT_YOURS],
  // A slash at the end is another path.
  [`/api/v1/orgs/${OWN}/${IN_BRAND}/`, NO_PATH],
  [`/api/v1/orgs/${OWN}/${IN_BRAND}/${DEMO.ids[0]}/`, NO_PATH],
  [`/api/v1/orgs/${FOREIGN}/${IN_FOREIGN_BRAND}/`, NOT_YOURS],
  // Upper case, a semicolon, a colon are other paths.
  [`/API/v1/orgs/${OWN}/${IN_BRAND}`, NO_PATH],
  [`/api/v1/orgs/${OWN}/${IN_BRAND};x=y`, NO_PATH],
  [`/api/v1/orgs/${OWN};x=y/${IN_BRAND}`, NOT_YOURS],
  ["/api/v1/orgs/:orgId/brands/:brandId/caller-ids", NOT_YOURS],
  // An org is a number as it is printed, and nothing that looks like it.
  [`/api/v1/orgs/0${OWN}/${IN_BRAND}`, NOT_YOURS],
  [`/api/v1/orgs/${OWN}%20/${IN_BRAND}`, NOT_YOURS],
  [`/api/v1/orgs/+${OWN}/${IN_BRAND}`, NOT_YOURS],
  [`/api/v1/orgs/${OWN}%00/${IN_BRAND}`, NOT_YOURS],
  [`/api/v1/orgs/${OWN}.0/${IN_BRAND}`, NOT_YOURS],
  ["/api/v1/orgs/__proto__/brands/constructor/caller-ids", NOT_YOURS],
  // A malformed brandId makes the path unknown.
  [`/api/v1/orgs/${OWN}/brands/0/caller-ids`, NO_PATH],
  [`/api/v1/orgs/${OWN}/brands/123456789012345678901/caller-ids`, NO_PATH],
  [`/api/v1/orgs/${OWN}/brands/%D9%A1/caller-ids`, NO_PATH],
  // What cannot be decoded lies in the org that its own segment names.
  [`/api/v1/orgs/${OWN}/brands/%zz/caller-ids`, NO_PATH],
  [`/api/v1/orgs/${OWN}/${IN_BRAND}/%`, NO_PATH],
  [`/api/v1/orgs/${encoded(OWN)}/${IN_BRAND}/%FF`, NO_PATH],
  [`/api/v1/orgs/${FOREIGN}/brands/%zz/caller-ids`, NOT_YOURS],
  [`/api/v1/orgs/${encoded(FOREIGN)}/brands/%zz/caller-ids`, NOT_YOURS],
  [`/api/v1/orgs/%zz/${IN_BRAND}`, NOT_YOURS],
  [`/api/v1/orgs/%FF/${IN_BRAND}`, NOT_YOURS],
  [`/%61pi/v1/orgs/${FOREIGN}/%zz`, NOT_YOURS],
  [`/registry/v1/orgs/${OWN}/brands/%zz/summary`, NO_PATH],
  [`/registry/v1/orgs/${FOREIGN}/brands/%zz/summary`, NOT_YOURS],
  [`/registry/v1/orgs/%zz/brands/${DEMO.brandId}/summary`, NOT_YOURS],
  ["/registry/v1/%zz", NO_PATH],
  ["/review/v1/%zz", "Only reviewers' accounts may review"],
  ["/api/v1/%zz", NO_PATH],
  ["/%zz", NO_PATH],
])("%s: %s", async (target, expected) => {
  expect(await said(target)).toBe(expected);
});

test.each([
  ["http://localhost", `/api/v1/orgs/${OWN}/${IN_BRAND}`, LISTED],
  ["http://127.0.0.1:1", `/api/v1/orgs/${encoded(OWN)}/${IN_BRAND}`, LISTED],
  ["HTTPS://[::1]:1", `/api/v1/orgs/${OWN}/${IN_BRAND}?limit=1`, LISTED],
  ["http://localhost", `/api/v1/orgs/${FOREIGN}/${IN_FOREIGN_BRAND}`, NOT_YOURS],
  ["http://localhost", `//api/v1/orgs/${OWN}/${IN_BRAND}`, NO_PATH],
  ["http://localhost", "", NO_PATH],
  ["http://localhost", "?x=1", NO_PATH],
])("the absolute form %s%s: %s", async (origin, target, expected) => {
  expect(await said(`${origin}${target}`)).toBe(expected);
});

test.each([
  "/api/v1/orgs/%zz",
  `/api/v1/orgs/${OWN}/brands/%zz/caller-ids`,
  "/api/v1/%",
  "/%61pi/v1/%zz",
  "/registry/v1/%zz",
  `/registry/v1/orgs/${OWN}/brands/%zz/summary`,
  "/review/v1/%zz",
  "/review/v1/reviews/caller-ids/%zz/1",
])("%s: the token comes first all the same", async (target) => {
  expect((await sendRaw(program().url, "GET", target)).status).toBe(401);
});

test("a reviewer is told that nothing lives there", async () => {
  const reviewer = bearer(await fetchToken(program().url, "demo-reviewer", DEMO_SECRET));
  for (const target of ["/review/v1/%zz", "/review/v1/orgs/1/%zz", "/registry/v1/%zz"]) {
    const answer = await sendRaw(program().url, "GET", target, reviewer);
    expect(JSON.parse(answer.text)[0].message).toBe(NO_PATH);
  }
});

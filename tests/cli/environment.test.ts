import { expect, test } from "vitest";
import { ENVIRONMENT } from "../../packages/cli/src/environment.ts";
import { DEMO_PROFILE, DEMO_SECRET } from "../../packages/cli/src/profiles/demo.ts";
import demo from "../../packages/server/src/demo/demo.json" with { type: "json" };
import { COMMAND_LINE_VARIABLES, readSettings, SETTINGS } from "../../packages/server/src/settings.ts";

test("a server leaves be what the command line reads, and nothing else", () => {
  expect(COMMAND_LINE_VARIABLES.toSorted()).toEqual(Object.keys(ENVIRONMENT).toSorted());
  expect(COMMAND_LINE_VARIABLES.filter((name) => Object.hasOwn(SETTINGS, name))).toEqual([]);
  const environment = Object.fromEntries(COMMAND_LINE_VARIABLES.map((name) => [name, "x"]));
  expect(readSettings(environment)).toEqual(readSettings({}));
  expect(() => readSettings({ ...environment, CALLMARK_PROFILES: "x" })).toThrow(
    "CALLMARK_PROFILES is not a setting",
  );
});

test("the profile that is there without a login is the demo's", () => {
  const { orgId, brandId, clientId } = DEMO_PROFILE;
  const org = demo.orgs.find((one) => one.orgId === orgId);
  expect(org?.accounts).toContainEqual({ clientId, secret: DEMO_SECRET, permission: "read-write" });
  expect(org?.brands.map((brand) => brand.brandId)).toContain(brandId);
  const settings = readSettings({});
  expect(DEMO_PROFILE.baseUrl).toBe(`http://${settings.CALLMARK_HOST}:${settings.CALLMARK_PORT}`);
});

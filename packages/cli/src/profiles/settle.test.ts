import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { checkedBaseUrl } from "../base-url.ts";
import { DEMO_PROFILE, DEMO_SECRET } from "./demo.ts";
import {
  configFolder,
  readProfiles,
  readSecret,
  removeProfile,
  saveProfile,
  useProfile,
} from "./profiles.ts";
import { settleAccount } from "./settle.ts";

const LIVE = { baseUrl: "https://live.example", clientId: "live-account", orgId: "1001", brandId: "2001" };
const TRIAL = { baseUrl: "https://trial.example", clientId: "trial-account", orgId: "1002" };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "callmark-profiles-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function both() {
  await saveProfile(folder, { name: "live", profile: LIVE, secret: "live-secret" });
  await saveProfile(folder, { name: "trial", profile: TRIAL, secret: "trial-secret" });
}

describe("which account is meant", () => {
  test("the current profile's, where nothing else is said", async () => {
    await both();
    expect(await settleAccount({}, {}, folder)).toEqual({
      ...TRIAL,
      brandId: undefined,
      profile: "trial",
      secret: "trial-secret",
      allowPlainHttp: false,
      assumed: false,
    });
  });

  test("that of CALLMARK_PROFILE, and before it that of --profile", async () => {
    await both();
    const environment = { CALLMARK_PROFILE: "live" };
    expect(await settleAccount({}, environment, folder)).toMatchObject({ ...LIVE, secret: "live-secret" });
    expect(await settleAccount({ profile: "trial" }, environment, folder)).toMatchObject(TRIAL);
  });

  test("the environment's, whole", async () => {
    const environment = {
      CALLMARK_BASE_URL: "https://ci.example/",
      CALLMARK_CLIENT_ID: "ci",
      CALLMARK_CLIENT_SECRET: "ci-secret",
      CALLMARK_ORG: "1003",
      CALLMARK_BRAND: "2003",
    };
    const account = {
      profile: undefined,
      baseUrl: "https://ci.example",
      clientId: "ci",
      secret: "ci-secret",
      orgId: "1003",
      brandId: "2003",
      allowPlainHttp: false,
      assumed: false,
    };
    expect(await settleAccount({}, environment, folder)).toEqual(account);
    await both();
    expect(await settleAccount({}, environment, folder)).toEqual(account);
    expect(await settleAccount({ profile: "live" }, environment, folder)).toMatchObject(LIVE);
  });

  test.each([
    [{ CALLMARK_CLIENT_SECRET: "another" }, undefined],
    [{ CALLMARK_CLIENT_ID: "another", CALLMARK_CLIENT_SECRET: "another" }, undefined],
    [{ CALLMARK_BASE_URL: TRIAL.baseUrl, CALLMARK_CLIENT_ID: TRIAL.clientId }, "trial"],
    [{ CALLMARK_ORG: "1003", CALLMARK_BRAND: "2003" }, "trial"],
  ])(
    "has a profile's name only where address, account and secret are the profile's: %j",
    async (environment, name) => {
      await both();
      expect((await settleAccount({}, environment, folder)).profile).toBe(name);
    },
  );

  test("--org and --brand go before all", async () => {
    await both();
    const environment = { CALLMARK_ORG: "1003", CALLMARK_BRAND: "2003" };
    const named = { profile: "live", org: "1004", brand: "2004" };
    expect(await settleAccount(named, environment, folder)).toMatchObject({ orgId: "1004", brandId: "2004" });
    expect(await settleAccount({}, environment, folder)).toMatchObject({ orgId: "1003", brandId: "2003" });
  });

  test("the demo's, where nobody has said anything", async () => {
    const demo = { ...DEMO_PROFILE, allowPlainHttp: false, secret: DEMO_SECRET, profile: "demo" };
    expect(await settleAccount({}, { CALLMARK_ORG: "" }, folder)).toEqual({ ...demo, assumed: true });
    await both();
    expect(await settleAccount({ profile: "demo" }, {}, folder)).toEqual({ ...demo, assumed: false });
  });

  test.each([[{ CALLMARK_BASE_URL: "https://elsewhere.example" }], [{ CALLMARK_CLIENT_ID: "another" }]])(
    "a secret that is kept does not go with %j",
    async (environment) => {
      await both();
      const settled = settleAccount({}, environment, folder);
      await expect(settled).rejects.toThrow(
        "Profile 'trial' is not complete: CALLMARK_CLIENT_SECRET is missing",
      );
    },
  );

  test("what is missing of an environment without a profile is named", async () => {
    const settled = settleAccount({}, { CALLMARK_CLIENT_SECRET: "s" }, folder);
    await expect(settled).rejects.toThrow(
      "The account is not complete: CALLMARK_BASE_URL, CALLMARK_CLIENT_ID are missing",
    );
  });

  test.each(["CALLMARK_ORG", "CALLMARK_BRAND"])("what %s holds must be an id", async (variable) => {
    await both();
    const settled = settleAccount({}, { [variable]: "2001 " }, folder);
    await expect(settled).rejects.toThrow(`${variable}: '2001 ' is no id; it has up to 20 digits`);
  });

  test("a profile that is not there is refused with those that are", async () => {
    await both();
    const settled = settleAccount({ profile: "toString" }, {}, folder);
    await expect(settled).rejects.toThrow("There is no profile 'toString'; there is live, trial");
  });
});

describe("the files", () => {
  test("lie where CALLMARK_CONFIG says, or else XDG_CONFIG_HOME", () => {
    expect(configFolder({ CALLMARK_CONFIG: "/a", XDG_CONFIG_HOME: "/b" })).toBe("/a");
    expect(configFolder({ XDG_CONFIG_HOME: "/b" })).toBe("/b/callmark");
    expect(configFolder({})).toMatch(/\.config\/callmark$/);
  });

  test("are for their owner alone, and no secret lies among the profiles", async () => {
    await both();
    expect(readdirSync(folder).toSorted()).toEqual(["profiles.json", "secrets.json"]);
    for (const file of readdirSync(folder)) expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(folder, "profiles.json"), "utf8")).not.toContain("secret");
  });

  test.each([0o640, 0o604, 0o620, 0o666])("secrets of mode %o are refused", async (mode) => {
    await both();
    chmodSync(join(folder, "secrets.json"), mode);
    const refused = `its mode is ${mode.toString(8)}`;
    await expect(settleAccount({}, {}, folder)).rejects.toThrow(refused);
    const saved = saveProfile(folder, { name: "third", profile: LIVE, secret: "s" });
    await expect(saved).rejects.toThrow(refused);
  });

  test.each(["profiles.json", "secrets.json"])("%s that is malformed is not shown", async (file) => {
    await both();
    writeFileSync(join(folder, file), '{"live": "live-secret"');
    const settled = settleAccount({}, {}, folder);
    await expect(settled).rejects.toThrow(`${join(folder, file)} is not what callmark login writes`);
    await expect(settled).rejects.not.toThrow("live-secret");
  });

  test("a profile may be used, lose its secret, and be removed", async () => {
    await both();
    await useProfile(folder, "live");
    await removeProfile(folder, "live", { whole: false });
    expect(await readProfiles(folder)).toEqual({ current: "live", profiles: { live: LIVE, trial: TRIAL } });
    expect(await readSecret(folder, "live")).toBeUndefined();
    await removeProfile(folder, "live", { whole: true });
    expect(await readProfiles(folder)).toEqual({ profiles: { trial: TRIAL } });
    await expect(useProfile(folder, "live")).rejects.toThrow("There is no profile 'live'");
  });

  test.each(["", "../up", "a b", "__proto__"])("'%s' is no name", async (name) => {
    await expect(saveProfile(folder, { name, profile: LIVE, secret: "s" })).rejects.toThrow("is no name");
  });
});

test("a secret goes in the clear only where that is allowed", async () => {
  const plain = "http://callmark.internal";
  expect(() => checkedBaseUrl(plain, { allowPlainHttp: false })).toThrow("to callmark.internal in the clear");
  expect(checkedBaseUrl(plain, { allowPlainHttp: true })).toBe(plain);
  await saveProfile(folder, { name: "plain", profile: { ...LIVE, baseUrl: plain }, secret: "s" });
  await expect(settleAccount({}, {}, folder)).rejects.toThrow("in the clear");
  const allowed = { CALLMARK_ALLOW_PLAIN_HTTP: "true" };
  expect(await settleAccount({}, allowed, folder)).toMatchObject({ baseUrl: plain, allowPlainHttp: true });
  expect(await settleAccount({ profile: "plain" }, allowed, folder)).toMatchObject({ allowPlainHttp: true });
  const profile = { ...LIVE, baseUrl: plain, allowPlainHttp: true };
  await saveProfile(folder, { name: "plain", profile, secret: "s" });
  expect(await settleAccount({}, {}, folder)).toMatchObject({ baseUrl: plain, allowPlainHttp: true });
});

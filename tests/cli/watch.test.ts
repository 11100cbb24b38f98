import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DEMO_PROFILE, DEMO_SECRET } from "../../packages/cli/src/profiles/demo.ts";
import { CallmarkClient } from "../../packages/client/src/index.ts";
import { startProxy, type TestProxy } from "../client/proxy.ts";
import { sharedProgram } from "../support/program.ts";
import { inTerminal } from "../support/terminal.ts";
import { CALLMARK, start } from "./support.ts";

const program = sharedProgram({ demo: true, environment: { CALLMARK_REVIEW: "manual" } });
let proxy: TestProxy;
beforeAll(async () => {
  proxy = await startProxy(program());
});
afterAll(() => proxy[Symbol.asyncDispose]());

const settings = (url: string) => ({
  CALLMARK_BASE_URL: url,
  CALLMARK_CLIENT_ID: DEMO_PROFILE.clientId,
  CALLMARK_CLIENT_SECRET: DEMO_SECRET,
  CALLMARK_ORG: DEMO_PROFILE.orgId,
  CALLMARK_BRAND: DEMO_PROFILE.brandId,
  CALLMARK_CONFIG: "/nonexistent",
});

function callerIds() {
  const client = new CallmarkClient({
    baseUrl: program().url,
    clientId: DEMO_PROFILE.clientId,
    clientSecret: DEMO_SECRET,
  });
  return client.callerIds({ orgId: DEMO_PROFILE.orgId, brandId: DEMO_PROFILE.brandId });
}

/** Starts a watch in a pipe, and waits until it has begun. */
async function watching(url: string, ...args: string[]) {
  const running = start(["watch", ...args], { settings: settings(url) });
  let said = "";
  const begun = Promise.withResolvers<void>();
  running.child.stderr.on("data", (text: string) => {
    said += text;
    if (said.includes("Watching")) begun.resolve();
  });
  await begun.promise;
  return { ...running, how: () => said };
}

/** Creates a number, changes it and deletes it; waits after each until the watch has shown it. */
async function change(number: string, shown: (state: string) => Promise<unknown>) {
  const created = await callerIds().create({ phoneNumber: number });
  await shown("SUBMITTED");
  const department = "department.general.support.service_center";
  const updated = await callerIds().update(created, { phoneNumber: number, department });
  await shown(department);
  await callerIds().delete(updated);
  await shown("DELETED");
  return { created, updated };
}

/** A line about a number that has a text, too. */
const line = (number: string) => (text: string) => new RegExp(`^(?=.*\\${number})(?=.*${text}).*$`, "m");

test.each([
  ["by the stream of events", [] as string[], "+18005550201"],
  ["every 1 s", ["--poll", "--interval", "1"], "+18005550202"],
])("changes are printed once each, deletions included: %s", async (how, args, number) => {
  const watch = await watching(program().url, ...args);
  expect(watch.how()).toBe(`Watching caller IDs ${how}; Ctrl-C ends it\n`);
  const { created, updated } = await change(number, (text) => watch.printed(line(number)(text)));
  watch.child.kill("SIGINT");
  const { code, stdout } = await watch.ended;
  expect(code).toBe(130);
  const lines = stdout
    .trimEnd()
    .split("\n")
    .map((one) => one.split("\t"));
  expect(lines.map(([, state, id, phone, department]) => [state, id, phone, department])).toEqual([
    ["SUBMITTED", created.id, number, ""],
    ["SUBMITTED", created.id, number, updated.callerIdDetails.department],
    ["DELETED", created.id, number, updated.callerIdDetails.department],
  ]);
  const dates = lines.map(([date = ""]) => Date.parse(date));
  expect(dates).toEqual(dates.toSorted((one, other) => one - other));
});

test.each([404, 405])(
  "a server whose path of the stream is a %i is looked at again and again",
  async (status) => {
    proxy.script = ({ target }) =>
      target.includes("/events/stream")
        ? { status, headers: { "content-type": "application/json" }, body: '[{"code":"X","message":"No"}]' }
        : "pass";
    const watch = await watching(proxy.url, "--interval", "1");
    proxy.script = () => "pass";
    expect(watch.how()).toContain("every 1 s");
    const number = `+1800555${status}0`.slice(0, 12);
    await change(number, (text) => watch.printed(line(number)(text)));
    watch.child.kill("SIGINT");
    expect((await watch.ended).code).toBe(130);
  },
);

test.each([
  ["by the stream of events", [] as string[], "+18005550208"],
  ["every 1 s", ["--poll", "--interval", "1"], "+18005550209"],
])("it ends once nobody reads what it prints: %s", async (_, args, number) => {
  const watch = await watching(program().url, ...args);
  watch.child.stdout.destroy();
  const created = await callerIds().create({ phoneNumber: number });
  expect(await watch.ended).toMatchObject({ code: 0, signal: null });
  await callerIds().delete(created);
});

test("what happens while the connection is cut is not missed", async () => {
  proxy.script = () => "pass";
  const watch = await watching(proxy.url);
  proxy.script = () => "reset";
  proxy.cutAll();
  const created = await callerIds().create({ phoneNumber: "+18005550203" });
  proxy.script = () => "pass";
  await watch.printed(new RegExp(created.id));
  await callerIds().delete(created);
  await watch.printed(/DELETED/);
  watch.child.kill("SIGINT");
  const { code, stdout } = await watch.ended;
  expect(code).toBe(130);
  const seen = stdout
    .trimEnd()
    .split("\n")
    .map((one) => one.split("\t").slice(1, 3));
  expect(seen).toEqual([
    ["SUBMITTED", created.id],
    ["DELETED", created.id],
  ]);
});

test("with --json each is the resource, in a line", async () => {
  const watch = start(["watch", "--json"], { settings: settings(program().url) });
  const phoneNumber = "+18005550207";
  let current = await callerIds().create({ phoneNumber });
  const shown = watch.printed(/.+\n/);
  let isShown = false;
  void shown.then(() => {
    isShown = true;
  });
  const versions = new Map<string, unknown>();
  // It does not say when it has begun, so something must go on happening.
  while (!isShown) {
    current = await callerIds().update(current, { phoneNumber });
    const { validationReports: _, ...resource } = current;
    versions.set(current.etag, resource);
    await setTimeout(100);
  }
  await callerIds().delete(current);
  watch.child.kill("SIGINT");
  const { stdout } = await watch.ended;
  const first = JSON.parse(stdout.split("\n")[0] ?? "") as typeof current;
  expect(first).toEqual(versions.get(first.etag));
});

test("a filter picks what is shown", async () => {
  const watch = await watching(
    program().url,
    "--where",
    "callerIdDetails.phoneNumber==*0205",
    "--state",
    "deleted",
  );
  const [other, wanted] = await Promise.all(
    ["+18005550204", "+18005550205"].map((phoneNumber) => callerIds().create({ phoneNumber })),
  );
  for (const one of [other, wanted]) if (one !== undefined) await callerIds().delete(one);
  await watch.printed(/DELETED.*\+18005550205/);
  watch.child.kill("SIGINT");
  const { stdout } = await watch.ended;
  expect(stdout).not.toContain("+18005550204");
  expect(stdout).not.toContain("SUBMITTED");
});

test("in a terminal Ctrl-C ends it, with nothing more said", async () => {
  const watch = inTerminal(process.execPath, [CALLMARK, "watch"], {
    environment: { PATH: process.env.PATH ?? "", ...settings(program().url) },
  });
  await watch.shows("Watching caller IDs");
  const created = await callerIds().create({ phoneNumber: "+18005550206" });
  await watch.shows(created.id);
  await callerIds().delete(created);
  await watch.shows("DELETED");
  watch.type("\u0003");
  const { code, screen, written } = await watch.ended;
  expect(code).toBe(130);
  expect(screen).toMatch(/SUBMITTED {3}\d+ {2}\+18005550206\n.*DELETED {5}\d+ {2}\+18005550206(\n\^C)?$/);
  // Yellow is under way.
  expect(written).toContain("\u001b[33mSUBMITTED\u001b[39m");
});

test("an account that may not look is told so", async () => {
  const { ended } = start(["watch", "--org", "1001"], { settings: settings(program().url) });
  const { code, stderr } = await ended;
  expect(code).toBe(1);
  expect(stderr).toContain("403, GET");
});

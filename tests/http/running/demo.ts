import { execFile } from "node:child_process";
import { symlink } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, expect, test } from "vitest";
import { type CallerIdPage, callerIdOf, errorOf, pageOf, summaryOf } from "../../support/answer.ts";
import { type Api, bearer, collectionPath, demoApi, fetchToken, JSON_HEADERS } from "../../support/api.ts";
import { send } from "../../support/client.ts";
import { DEMO, DEMO_SECRET } from "../../support/demo.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { newPlace } from "../../support/place.ts";
import { openPlainDatabase } from "../../support/plain-database.ts";
import { type Program, runProgram, sharedProgram, startProgram } from "../../support/program.ts";
import { RawConnection, requestBytes, sendRaw } from "../../support/raw-connection.ts";
import { freshNumber } from "../../support/world.ts";

const program = sharedProgram({ demo: true });
let api: Api;
beforeAll(async () => {
  api = await demoApi(program().url);
});

test.each(["localhost", "localhost:8080", "LocalHost", "127.0.0.1", "127.0.0.1:1", "[::1]", "[::1]:65535"])(
  "the Host %s is this machine",
  async (host) => {
    const answer = await sendRaw(program().url, "GET", api.collection, { host, ...api.authorization });
    expect(pageOf(answer).data).not.toEqual([]);
  },
);

const FOREIGN = [
  "example.com",
  "example.com:8080",
  "localhost.example.com",
  "127.0.0.1.example.com",
  "example.com#localhost",
  "example.com/localhost",
  "user@localhost",
  "localhost@example.com",
  "localhost:8080:1",
  "localhost:http",
  "127.0.0.2",
  "0.0.0.0",
  "192.168.1.1",
  "[::2]",
  "::1",
  "null",
  "",
];

test.each(FOREIGN)("the Host '%s' is foreign", async (host) => {
  const answer = await sendRaw(program().url, "GET", api.collection, { host, ...api.authorization });
  expect(errorOf(answer)).toMatchObject({ code: "BadRequest", details: { header: "Host" } });
});

test.each([
  ["GET", api_(""), {}],
  ["GET", api_("/%zz"), {}],
  ["GET", api_("?x=1"), {}],
  ["HEAD", api_(""), {}],
  ["PATCH", api_(""), {}],
  ["TRACE", api_(""), {}],
  ["OPTIONS", api_(""), { origin: "http://example.com", "access-control-request-method": "GET" }],
  ["POST", api_(""), { "content-type": "text/plain", "content-length": "0" }],
  ["POST", api_(""), { "content-length": "70000" }],
  ["GET", collectionPath(DEMO.other), {}],
  ["POST", "/api/v1/oauth2/token", { ...JSON_HEADERS, "content-length": "0" }],
  ["GET", "/api/v1/nonsense", {}],
  ["GET", "/nonsense", {}],
  ["GET", "/%zz", {}],
  ["GET", "/", {}],
  ["GET", "/healthz", {}],
  ["GET", "/readyz", {}],
  ["GET", "/openapi.json", {}],
  ["GET", "/reference", {}],
  ["GET", `http://localhost${api_("")}`, {}],
])("a foreign Host is 400 before everything: %s %s", async (method, target, headers) => {
  for (const authorization of [{}, api.authorization]) {
    const given = { host: "example.com", ...headers, ...authorization };
    const answer = await sendRaw(program().url, method, target, given);
    expect(answer.status).toBe(400);
    if (method !== "HEAD") expect(summaryOf(answer)).toBe("400 BadRequest");
  }
});

function api_(rest: string): string {
  return `${collectionPath(DEMO)}${rest}`;
}

test("so is a foreign host in an absolute target, and none at all", async () => {
  const absolute = await sendRaw(
    program().url,
    "GET",
    `http://example.com${api.collection}`,
    api.authorization,
  );
  expect(errorOf(absolute)).toMatchObject({ code: "BadRequest", details: { header: "Host" } });
  await using connection = await RawConnection.open(program().url);
  const bytes = requestBytes("GET", api.collection, api.authorization).replace("host: localhost\r\n", "");
  connection.write(bytes);
  const answer = await connection.answer({ method: "GET", target: api.collection });
  expect(errorOf(answer)).toMatchObject({ code: "BadRequest", details: { header: "Host" } });
});

test.each(["0.0.0.0", "::", "127.0.0.1.example.com"])(
  "with CALLMARK_HOST=%s the demo does not start",
  async (host) => {
    await using place = await newPlace();
    const environment = {
      CALLMARK_HOST: host,
      CALLMARK_PORT: "0",
      CALLMARK_DATABASE_URL: place.databaseUrl,
    };
    const { code, stdout, stderr } = await runProgram(["serve", "--demo"], environment);
    expect(code).not.toBe(0);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/^error: CALLMARK_HOST: .*--demo.*loopback.*\n$/);
  },
);

test("each account of the demo serves its own org", async () => {
  const reader = await demoApi(program().url, "demo-reader");
  const other = await demoApi(program().url, "demo-other");
  expect(pageOf(await reader.list()).data.map(({ id }) => id)).toEqual(DEMO.ids);
  expect(summaryOf(await reader.create({ phoneNumber: freshNumber() }))).toBe("403 Forbidden");
  expect(pageOf(await other.list()).total).toBe(2);
  expect(summaryOf(await other.at(DEMO).list())).toBe("403 Forbidden");
  const phoneNumber = freshNumber();
  const { id, etag } = callerIdOf(await other.create({ phoneNumber }));
  expect((await other.remove(id, etag)).status).toBe(204);
});

test("its reviewer reviews what all of its orgs submit", async () => {
  const headers = bearer(await fetchToken(program().url, "demo-reviewer", DEMO_SECRET));
  const { id, etag } = callerIdOf(await api.create({ phoneNumber: freshNumber() }));
  const answer = await send(program().url, { target: "/review/v1/reviews?limit=1000", headers });
  expect([answer.status, answer.text]).toEqual([200, expect.stringContaining(`"${id}"`)]);
  expect((await api.remove(id, etag)).status).toBe(204);
});

const WARNING = "callmark admin account remove --demo";

test("without --demo its accounts and their tokens are refused, and the log says how to remove them", async () => {
  await using place = await newPlace();
  const { databaseUrl } = place;
  const token = await withProgram({ databaseUrl, demo: true }, async ({ url, log }) => {
    const first = await demoApi(url);
    expect((await first.create({ phoneNumber: freshNumber() })).status).toBe(201);
    expect(log()).not.toContain(WARNING);
    return first.token;
  });
  await withProgram({ databaseUrl }, async ({ url, log }) => {
    const refused = await api.at({ url, token }).list();
    expect(errorOf(refused)).toMatchObject({ code: "Unauthorized", message: "Invalid Token" });
    for (const account of ["demo", "demo-reader", "demo-other", "demo-partner", "demo-reviewer"]) {
      await expect(fetchToken(url, account, DEMO_SECRET)).rejects.toThrow(/"error":"invalid_client"/);
    }
    await expect.poll(log).toContain(WARNING);
  });
  const removal = ["admin", "account", "remove", "--demo"];
  expect((await runProgram(removal, { CALLMARK_DATABASE_URL: databaseUrl })).code).toBe(0);
  // A registry that has an org is left as it is, so that what was removed does not come back.
  await withProgram({ databaseUrl, demo: true }, async ({ url, stop }) => {
    expect(summaryOf(await api.at({ url, token }).list())).toBe("401 Unauthorized");
    await expect(fetchToken(url, "demo", DEMO_SECRET)).rejects.toThrow(/"error":"invalid_client"/);
    const { stderr } = await stop();
    expect(stderr).not.toContain(WARNING);
    expect(stderr).toContain("has no account of the demo");
  });
});

test.each(["demo-reader", "demo-partner", "demo-reviewer"])(
  "%s does not come back once it was removed, though others of the demo are there",
  async (account) => {
    await using place = await newPlace();
    const { databaseUrl } = place;
    await withProgram({ databaseUrl, demo: true }, ({ url }) => fetchToken(url, account, DEMO_SECRET));
    const removal = ["admin", "account", "remove", account];
    expect((await runProgram(removal, { CALLMARK_DATABASE_URL: databaseUrl })).code).toBe(0);
    await withProgram({ databaseUrl, demo: true }, async ({ url }) => {
      await expect(fetchToken(url, account, DEMO_SECRET)).rejects.toThrow(/"error":"invalid_client"/);
      await fetchToken(url, "demo", DEMO_SECRET);
    });
  },
);

test("a demo that an earlier release made gets the accounts that it lacks", async () => {
  await using place = await newPlace();
  const { databaseUrl } = place;
  const partnerOrgId = await withProgram({ databaseUrl, demo: true }, async ({ url }) => {
    const partner = bearer(await fetchToken(url, "demo-partner", DEMO_SECRET));
    const answer = await send(url, { target: "/registry/v1/account", headers: partner });
    return JSON.parse(answer.text).orgId as string;
  });
  {
    await using database = await openPlainDatabase({ databaseUrl });
    for (const statement of [
      "delete from accounts where client_id in ('demo-reviewer', 'demo-partner')",
      "delete from delegations",
      `delete from orgs where id = '0${partnerOrgId}'`,
    ]) {
      await database.exec(statement);
    }
  }
  await withProgram({ databaseUrl, demo: true }, async ({ url, log }) => {
    for (const account of ["demo", "demo-reader", "demo-other", "demo-partner", "demo-reviewer"]) {
      await fetchToken(url, account, DEMO_SECRET);
    }
    const partner = bearer(await fetchToken(url, "demo-partner", DEMO_SECRET));
    const target = `/api/v1/orgs/${partnerOrgId}/delegated-brands`;
    expect(pageOf(await send(url, { target, headers: partner })).total).toBe(2);
    expect(log()).not.toContain("has no account of the demo");
  });
});

async function withProgram<Result>(
  options: { readonly databaseUrl: string; readonly demo?: boolean },
  work: (program: Program) => Promise<Result>,
): Promise<Result> {
  await using started = await startProgram(options);
  return await work(started);
}

const shell = promisify(execFile);

/** What stands between the invitation to paste and the line on the reference. */
function pipelineOf(stdout: string): string {
  return /ready to paste:\n\n(.*?)\n\nThe reference/s.exec(stdout)?.[1] ?? expect.fail(stdout);
}

async function expectPipelineWorks(stdout: string, path: string): Promise<void> {
  const pasted = await shell("/bin/sh", ["-c", pipelineOf(stdout)], { env: { PATH: path } });
  const page = JSON.parse(pasted.stdout) as CallerIdPage;
  expect(page.data.map(({ id }) => id)).toEqual(DEMO.ids.slice(0, 2));
  expect(pasted.stderr).toBe("");
}

test("the printed pipeline answers with data when it is pasted into a shell", async () => {
  expect(pipelineOf(program().stdout())).toContain("curl");
  await expectPipelineWorks(program().stdout(), process.env.PATH ?? "");
});

test("where there is no curl it needs Node alone", async () => {
  await using folder = await temporaryFolder();
  await symlink(process.execPath, join(folder.path, "node"));
  await using started = await startProgram({ demo: true, environment: { PATH: folder.path } });
  expect(pipelineOf(started.stdout())).not.toContain("curl");
  await expectPipelineWorks(started.stdout(), folder.path);
});

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { beforeAll, expect, test } from "vitest";
import { openReceiver } from "../../packages/server/test/receiver.ts";
import { callerIdOf } from "../support/answer.ts";
import { type Api, bearer, fetchToken, JSON_HEADERS } from "../support/api.ts";
import { send } from "../support/client.ts";
import { ask, eventually } from "../support/events.ts";
import { sharedProgram, startProgram } from "../support/program.ts";
import { addWebhookTo } from "../support/receivers.ts";
import { write } from "../support/resources.ts";
import { addReviewer, freshNumber, newWorld, openRegistry, sharedRegistry } from "../support/world.ts";
import { fileOf, openPlain } from "./support/registry-file.ts";
import { metricsUrl, scrape } from "./support/samples.ts";

const repository = (path: string) => readFile(new URL(`../../${path}`, import.meta.url), "utf8");
const CALLER_IDS = "/api/v1/orgs/:orgId/brands/:parentId/caller-ids";
/** More than are read whole on the thread that answers. */
const ROWS = 1_100;
const DEPARTMENT = "department.general.support.customer_service";

const serve = (port: string) => startProgram({ environment: { CALLMARK_METRICS_PORT: port } });
const program = sharedProgram({ environment: { CALLMARK_METRICS_PORT: "0" } });
const registry = sharedRegistry(program);
let url: string;
beforeAll(async () => {
  url = await metricsUrl(program());
});

/** Requests of several kinds, and what each is counted as: method, route, status. */
async function requests(api: Api): Promise<readonly string[]> {
  const phoneNumber = freshNumber();
  const { id, etag } = callerIdOf(await api.create({ phoneNumber }));
  await api.create({ phoneNumber });
  await api.list("limit=1");
  await api.find(`callerIdDetails.phoneNumber==*${phoneNumber.slice(-6)}`);
  await api.find(`callerIdDetails.phoneNumber==${phoneNumber}`);
  await api.get(id);
  await api.remove(id, `"${etag}"`);
  await api.get(id);
  await api.call({ method: "PATCH", target: api.collection });
  await send(api.url, { target: api.collection });
  await send(api.url, { target: `/${phoneNumber}/${api.brandId}` });
  // What cannot be decoded is answered as well, by another way.
  await send(api.url, { target: "/%zz" });
  await api.call({ target: `${api.collection}/${id}/${phoneNumber}` });
  return [
    `POST ${CALLER_IDS} 201`,
    `POST ${CALLER_IDS} 400`,
    `GET ${CALLER_IDS} 200`,
    `GET ${CALLER_IDS} 401`,
    `PATCH ${CALLER_IDS} 405`,
    `GET ${CALLER_IDS}/:id 200`,
    `GET ${CALLER_IDS}/:id 404`,
    `DELETE ${CALLER_IDS}/:id 204`,
    "GET  404",
    "GET /api/v1/orgs/:orgId/* 404",
  ];
}

test("what the documents list is there and moves, and nothing of anybody's shows", async () => {
  expect(new URL(url)).toMatchObject({ hostname: "127.0.0.1", pathname: "/metrics" });
  const { api, account } = await newWorld(program(), registry());
  const numbers = Array.from({ length: ROWS }, freshNumber);
  const details = numbers.map((phoneNumber) => ({ details: { phoneNumber, department: DEPARTMENT } }));
  await write(registry(), api, details);
  const before = await scrape(url);
  const counted = await requests(api);
  await fetchToken(api.url, account.clientId, account.secret);
  const after = await scrape(url);

  const moved = (name: string, labels: Readonly<Record<string, string>> = {}) =>
    after.sum(name, labels) - before.sum(name, labels);
  for (const key of counted) {
    const [method = "", route = "", status = ""] = key.split(" ");
    expect(moved("callmark_http_requests_total", { method, route, status }), key).toBeGreaterThan(0);
  }
  expect(moved("callmark_http_requests_total")).toBe(14);
  expect(moved("callmark_http_request_seconds_count", { route: CALLER_IDS })).toBe(7);
  expect(moved("callmark_http_request_seconds_sum")).toBeGreaterThan(0);
  expect(moved("callmark_database_wait_seconds_count", { work: "write" })).toBeGreaterThanOrEqual(4);
  expect(moved("callmark_database_wait_seconds_count", { work: "scan" })).toBe(1);
  expect(moved("callmark_database_commits_total")).toBeGreaterThanOrEqual(3);
  const looked = (cache: string, result: string) => moved("callmark_cache_lookups_total", { cache, result });
  expect(looked("tokens", "miss")).toBe(1);
  expect(looked("tokens", "hit")).toBeGreaterThanOrEqual(9);
  expect([looked("filters", "miss"), looked("filters", "hit")]).toEqual([2, 0]);
  // The thread that answers asks once, before the scan; a number's own total is the length of its page.
  expect(looked("totals", "hit")).toBe(0);
  expect(looked("totals", "miss")).toBe(1);
  expect(moved("process_cpu_seconds_total")).toBeGreaterThan(0);
  for (const listed of await documented()) {
    const found = after.names.filter((name) => listed.test(name));
    expect(found, String(listed)).not.toEqual([]);
  }

  const secrets = [
    api.orgId,
    api.brandId,
    account.clientId,
    account.secret,
    api.token,
    "department",
    "+1800",
  ];
  for (const secret of [...secrets, ...numbers.slice(0, 3).map((number) => number.slice(2))]) {
    expect(after.text).not.toContain(secret);
  }
  const labels = after.labels(/^callmark_/);
  expect(new Set(labels.map(([name]) => name))).toEqual(
    new Set(["method", "route", "status", "le", "work", "cache", "result", "kind", "outcome"]),
  );
  const named = labels.filter(([name]) => name !== "le");
  expect(named.filter(([, value]) => /\d{5}/.test(value))).toEqual([]);
});

test("writes that wait for a lock are counted as waiting", async () => {
  const { api } = await newWorld(program(), registry());
  const waiting = async () => (await scrape(url)).sum("callmark_write_queue");
  expect(await waiting()).toBe(0);
  using other = openPlain(fileOf(program()));
  other.exec("begin immediate");
  const written = Promise.all([1, 2, 3].map(() => api.create({ phoneNumber: freshNumber() })));
  await expect.poll(waiting, { timeout: 4_000 }).toBe(3);
  other.exec("rollback");
  expect((await written).map(({ status }) => status)).toEqual([201, 201, 201]);
  expect(await waiting()).toBe(0);
});

test("what reviewers decide, and what webhooks are told, is counted", async () => {
  await using receiver = await openReceiver();
  const environment = { CALLMARK_METRICS_PORT: "0", CALLMARK_WEBHOOK_ALLOW_PRIVATE: "true" };
  await using own = await startProgram({ environment });
  await using store = await openRegistry(own);
  const { api } = await newWorld(own, store);
  await addWebhookTo(store, { orgId: api.orgId, types: ["PROCESSING_SUCCESSFUL"] }, receiver);
  const { token } = await addReviewer(store);
  const decide = async (decision: object) => {
    const { id, etag } = callerIdOf(await api.create({ phoneNumber: freshNumber() }));
    const target = `/review/v1/reviews/caller-ids/${api.brandId}/${id}/decision`;
    const headers = { ...JSON_HEADERS, ...bearer(token) };
    const body = JSON.stringify({ etag, ...decision });
    const { status } = await ask(own.url, { method: "POST", target, headers, body });
    expect(status).toBe(204);
  };
  await decide({ decision: "APPROVE" });
  await decide({ decision: "APPROVE" });
  await decide({ decision: "FAIL" });
  await receiver.until((all) => all.length === 2);
  const from = await metricsUrl(own);
  const counted = await eventually(
    () => scrape(from),
    (samples) => samples.sum("callmark_webhook_attempts_total", { outcome: "delivered" }) === 2,
  );
  const reviews = (outcome: string) => counted.sum("callmark_reviews_total", { kind: "callerId", outcome });
  expect(["published", "rejected", "failed", "dropped"].map(reviews)).toEqual([2, 0, 1, 0]);
  expect(counted.sum("callmark_review_seconds_count")).toBe(3);
  expect(counted.sum("callmark_webhook_attempt_seconds_count")).toBe(2);
});

/** The metrics of the table in docs/operating.md; a name that ends in `…` stands for all that begin so. */
async function documented(): Promise<readonly RegExp[]> {
  const section = (await repository("docs/operating.md")).split("## Metrics")[1]?.split("\n## ")[0] ?? "";
  const names = [...section.matchAll(/`((?:callmark|nodejs|process)_[a-z_]+)(…?)`/g)];
  expect(names.length).toBeGreaterThan(5);
  return names.map(([, name, rest]) => new RegExp(`^${name}${rest === "" ? "(_bucket|_sum|_count)?$" : ""}`));
}

test("every metric that the dashboard asks for is served", async () => {
  const { api } = await newWorld(program(), registry());
  await api.create({ phoneNumber: freshNumber() });
  const { names } = await scrape(url);
  const dashboard: unknown = JSON.parse(await repository("deploy/grafana-dashboard.json"));
  const expressions = [...JSON.stringify(dashboard).matchAll(/"expr":("(?:[^"\\]|\\.)*")/g)].map(([, text]) =>
    String(JSON.parse(text ?? '""')),
  );
  expect(expressions.length).toBeGreaterThan(5);
  const asked = expressions.flatMap((expression) =>
    expression
      .replace(/\b(by|without|on|ignoring)\s*\([^)]*\)|\{[^}]*\}|\[[^\]]*\]/g, " ")
      .match(/\b[a-z_:][a-z0-9_:]*\b(?!\s*\()/gi),
  );
  expect(asked).not.toContain(null);
  expect(asked.filter((name) => !names.includes(String(name)))).toEqual([]);
});

test("only /metrics is there, and only to be read", async () => {
  const statuses = [];
  for (const [method, path] of [
    ["GET", "/"],
    ["GET", "/metrics/"],
    ["POST", "/metrics"],
    ["GET", "/healthz"],
  ] as const) {
    statuses.push((await fetch(new URL(path, url), { method })).status);
  }
  expect(statuses).toEqual([404, 404, 404, 404]);
  const head = await fetch(new URL("/metrics", url), { method: "HEAD" });
  expect([head.status, head.headers.get("content-type")]).toEqual([
    200,
    expect.stringMatching(/^text\/plain/),
  ]);
  expect((await send(program().url, { target: "/metrics" })).status).toBe(404);
});

test("off serves none", async () => {
  await using served = await serve("off");
  expect((await send(served.url, { target: "/healthz" })).status).toBe(200);
  expect((await served.stop()).stderr).not.toMatch(/metrics/);
});

test("where the port is taken, the registry serves without, and the log says so", async () => {
  const other = createServer((_, response) => response.end("not yours"));
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const { port } = other.address() as AddressInfo;
  try {
    await using served = await serve(String(port));
    expect((await send(served.url, { target: "/readyz" })).status).toBe(200);
    const { code, stderr } = await served.stop();
    expect(code).toBe(0);
    const warnings = stderr.split("\n").filter((line) => line.includes("metrics are not served"));
    expect(warnings).toEqual([expect.stringMatching(/"level":40,.*EADDRINUSE.*CALLMARK_METRICS_PORT/)]);
  } finally {
    other.close();
  }
});

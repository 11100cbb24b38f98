import { connect } from "node:net";
import Fastify from "fastify";
import { pino } from "pino";
import { expect, test } from "vitest";
import { addDocuments } from "../../packages/server/src/http/documents.ts";
import { addHealth } from "../../packages/server/src/http/health.ts";
import { addPictures } from "../../packages/server/src/http/images/pictures.ts";
import { ROUTES } from "../../packages/server/src/http/routes.ts";
import { type Api, demoApi } from "../support/api.ts";
import { DEMO } from "../support/demo.ts";
import { sharedProgram } from "../support/program.ts";

const program = sharedProgram({ demo: true });

/** The paths that need no token, as their own files add them. */
const OPEN = await openPaths();

async function openPaths(): Promise<string[]> {
  const app = Fastify();
  const urls = new Set<string>();
  app.addHook("onRoute", ({ url }) => void urls.add(url));
  const unused = {} as never;
  addHealth(app, unused, pino({ enabled: false }));
  addPictures(app, unused);
  await addDocuments(app);
  await app.close();
  return [...urls];
}

/** What stands for the parameters of a path; where an id is another kind's, the answers are still the same. */
const NAMES: Readonly<Record<string, string>> = {
  orgId: DEMO.orgId,
  parentId: DEMO.brandId,
  brandId: DEMO.brandId,
  id: DEMO.ids[0],
  collection: "caller-ids",
};

function targetOf(url: string): string {
  return url.replace(/:(\w+)/g, (_, name: string) => NAMES[name] ?? "1").replace("*", "swagger-ui.css");
}

/** What belongs to one answer, or is known only once a body is made (RFC 9110, 9.3.2). */
const OWN = ["apple-request-id", "date", "connection", "keep-alive", "transfer-encoding"];

const comparable = (headers: Iterable<[string, string]>) =>
  Object.fromEntries([...headers].filter(([name]) => !OWN.includes(name)));

interface Head {
  readonly status: number;
  readonly headers: Headers;
}

/** The answer to HEAD, on a connection of its own, which ends with it: what came besides is no body. */
async function headOf(target: string, { authorization }: Api["authorization"]): Promise<Head> {
  const { hostname, port, host } = new URL(program().url);
  const socket = connect(Number(port), hostname);
  socket.write(
    `HEAD ${target} HTTP/1.1\r\nhost: ${host}\r\nauthorization: ${authorization}\r\nconnection: close\r\n\r\n`,
  );
  const text = (await socket.toArray()).join("");
  expect([target, text.indexOf("\r\n\r\n")]).toEqual([target, text.length - 4]);
  const [first = "", ...lines] = text.trimEnd().split("\r\n");
  return {
    status: Number(first.split(" ")[1]),
    headers: new Headers(lines.map((line) => line.split(/: ?(.*)/, 2) as [string, string])),
  };
}

test.each(["demo", "demo-reviewer"] as const)(
  "HEAD answers as GET does wherever %s comes",
  async (account) => {
    const api = await demoApi(program().url, account);
    const asGet: string[] = [];
    for (const url of [...ROUTES.map((route) => route.url), ...OPEN]) {
      const target = targetOf(url);
      const left = new AbortController();
      const get = await fetch(program().url + target, {
        headers: api.authorization,
        redirect: "manual",
        signal: left.signal,
      });
      left.abort();
      const head = await headOf(target, api.authorization);
      expect([target, head.status]).toEqual([target, get.status]);
      // The refusal of a method names it, and so has another length.
      if (get.status === 405) expect(head.headers.get("allow")).toBe(get.headers.get("allow"));
      else expect([target, comparable(head.headers)]).toEqual([target, comparable(get.headers)]);
      if (get.status === 200) asGet.push(url);
    }
    const own = account === "demo" ? "/api/v1/orgs/:orgId/events/stream" : "/review/v1/reviews";
    expect(asGet).toEqual(expect.arrayContaining([own, "/reference", "/reference/", "/healthz", "/readyz"]));
  },
);

test.each(OPEN)("what is only read refuses other methods: %s", async (url) => {
  for (const method of ["PUT", "POST", "DELETE", "OPTIONS", "QUERY"]) {
    const answer = await fetch(program().url + targetOf(url), { method });
    expect([answer.status, answer.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
    expect(await answer.json()).toMatchObject([{ code: "MethodNotAllowed" }]);
  }
});

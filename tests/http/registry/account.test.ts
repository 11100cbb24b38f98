import { beforeAll, describe, expect, test } from "vitest";
import { summaryOf } from "../../support/answer.ts";
import { type Api, bearer } from "../../support/api.ts";
import { send } from "../../support/client.ts";
import { sharedProgram } from "../../support/program.ts";
import {
  addAccount,
  addReviewer,
  addToken,
  freshId,
  newWorld,
  sharedRegistry,
  type World,
} from "../../support/world.ts";

const program = sharedProgram();
const registry = sharedRegistry(program);
const ACCOUNT = "/registry/v1/account";
const HOUR = 3_600_000;
let world: World;
let api: Api;

beforeAll(async () => {
  world = await newWorld(program(), registry());
  ({ api } = world);
});

const get = (token: string, method = "GET") =>
  send(program().url, { method, target: ACCOUNT, headers: bearer(token) });

describe("the account of the token", () => {
  test("is told with its org and when the token ends", async () => {
    const before = Date.now();
    const token = await addToken(registry(), world.account.clientId, HOUR);
    const { status, text } = await get(token);
    expect(status).toBe(200);
    const { expiresAt, ...rest } = JSON.parse(text);
    expect(rest).toEqual({ clientId: world.account.clientId, orgId: api.orgId, permission: "read-write" });
    expect(Date.parse(expiresAt)).toBeGreaterThanOrEqual(before + HOUR);
    expect(Date.parse(expiresAt)).toBeLessThanOrEqual(Date.now() + HOUR);
  });

  test("has the org's legal name where it is known, members in the order of the document", async () => {
    const orgId = freshId();
    await registry().addOrg({ orgId, legalName: "Acme, Inc.", now: Date.now() });
    const { clientId } = await addAccount(registry(), orgId, "read-only");
    const { text } = await get(await addToken(registry(), clientId, HOUR));
    const body = JSON.parse(text);
    expect(body).toMatchObject({ clientId, orgId, orgLegalName: "Acme, Inc.", permission: "read-only" });
    expect(Object.keys(body)).toEqual(["clientId", "orgId", "orgLegalName", "permission", "expiresAt"]);
  });

  test("of a reviewer belongs to no org", async () => {
    const reviewer = await addReviewer(registry());
    const body = JSON.parse((await get(reviewer.token)).text);
    expect(body).toEqual({
      clientId: reviewer.clientId,
      permission: "reviewer",
      expiresAt: expect.any(String),
    });
  });

  test("is read by HEAD as well, and by nothing else, with no parameter", async () => {
    expect((await get(api.token, "HEAD")).status).toBe(200);
    const posted = await get(api.token, "POST");
    expect([summaryOf(posted), posted.headers.allow]).toEqual(["405 MethodNotAllowed", "GET, HEAD"]);
    const asked = await api.call({ target: `${ACCOUNT}?state=x` });
    expect(summaryOf(asked)).toBe("400 UnknownParameter");
  });

  test("is gone for the very next request once it is removed", async () => {
    for (const permission of ["read-write", "reviewer"] as const) {
      const orgId = permission === "reviewer" ? "" : api.orgId;
      const { clientId } = await addAccount(registry(), orgId, permission);
      const token = await addToken(registry(), clientId, HOUR);
      expect((await get(token)).status).toBe(200);
      await registry().removeAccounts({ clientId });
      expect(summaryOf(await get(token))).toBe("401 Unauthorized");
    }
  });
});

describe("a path that is none", () => {
  test.each(["/registry/v1", "/registry/v1/", "/registry", "/registry/v2/account"])(
    "%s: 404",
    async (target) => {
      const isBelow = target === "/registry/v1/";
      expect(summaryOf(await send(program().url, { target }))).toBe(
        isBelow ? "401 Unauthorized" : "404 NotFound",
      );
      expect(summaryOf(await api.call({ target }))).toBe("404 NotFound");
    },
  );

  test.each(["account/", "accounts", "account/x", "orgs"])(
    "/registry/v1/%s: after the token",
    async (rest) => {
      const target = `/registry/v1/${rest}`;
      expect(summaryOf(await send(program().url, { target }))).toBe("401 Unauthorized");
      expect(summaryOf(await api.call({ target }))).toBe("404 NotFound");
    },
  );

  test("in an org: after the org", async () => {
    expect(summaryOf(await api.call({ target: `/registry/v1/orgs/${freshId()}/x` }))).toBe("403 Forbidden");
    expect(summaryOf(await api.call({ target: `/registry/v1/orgs/${api.orgId}/x` }))).toBe("404 NotFound");
    expect(summaryOf(await api.call({ target: `/registry/v1/orgs/${api.orgId}` }))).toBe("404 NotFound");
  });
});

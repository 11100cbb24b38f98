import { randomUUID } from "node:crypto";
import {
  type CallerIdDetails,
  CallmarkClient,
  type ClientOptions,
  ConnectionLost,
  NotFound,
  RETRY_POLICY,
  Rejected,
  ServiceUnavailable,
  StaleEtag,
  Timeout,
  Unauthorized,
} from "@callmark/client";
import { describe, expect, test } from "vitest";
import { pngOf } from "../../packages/server/test/pixels.ts";
import { callerIdOf } from "../support/answer.ts";
import { sharedProgram } from "../support/program.ts";
import { write } from "../support/resources.ts";
import { addReviewer, freshNumber, sharedRegistry } from "../support/world.ts";
import { type Deed, isDelete, isGet, isPost, isPut, isToken, sharedProxy } from "./proxy.ts";
import { all, newPlace } from "./support.ts";

const program = sharedProgram();
const registry = sharedRegistry(program);
const proxy = sharedProxy(program);

/** No test waits between attempts for longer than it must. */
const SOON = {
  retries: { firstDelay: 2, longestDelay: 10 },
  timeout: 30_000,
} satisfies Partial<ClientOptions>;
const SUPPORT = "department.general.support.customer_service";
const CENTER = "department.general.support.service_center";

/** What an attempt may take that is not answered, and what others may take on a machine that is busy. */
const timeoutOf = (deed: Deed) => ({ timeout: deed === "stall" ? 2_000 : 30_000 });

/** A client of a new org behind the proxy, and how often each kind of request has come since. */
async function behindProxy(options: Partial<ClientOptions> = {}) {
  const place = await newPlace(program(), registry(), { ...SOON, ...options, baseUrl: proxy().url });
  const { client, orgId, brandId } = place;
  await client.accessToken();
  const since = proxy().seen.length;
  return {
    ...place,
    callerIds: client.callerIds({ orgId, brandId }),
    /** The methods of the requests since then, tokens as `token`. */
    sent: () =>
      proxy()
        .seen.slice(since)
        .map((seen) => (isToken(seen) ? "token" : seen.method)),
  };
}

/** Closes the proxy; once this is over, kept connections are known to be gone. */
async function goAway(): Promise<void> {
  await proxy().close();
  await expect(fetch(proxy().url)).rejects.toThrow();
}

const details = (more: Partial<CallerIdDetails> = {}): CallerIdDetails => ({
  phoneNumber: freshNumber(),
  ...more,
});
const LOST: readonly Deed[] = [
  "reset",
  "drop the answer",
  "cut the answer",
  "stall",
  // It was carried out, and a gateway says that it does not know.
  () => ({ status: 502 }),
  () => ({ status: 504 }),
  // As callmark does where it loses its database in the middle of a write.
  () => ({ status: 503, headers: { "retry-after": "0" } }),
];
const nameOfDeed = (deed: Deed) => (typeof deed === "string" ? deed : "an unsure status");

/** What shows each line of the policy, in its order. */
const SHOWN: Readonly<Record<string, () => void>> = {
  "token refused: read, create, update, delete, upload, decide, replay"() {
    test("another token is fetched, and the request is sent again", async () => {
      const { callerIds, sent, world } = await behindProxy();
      proxy().next((seen) => !isToken(seen), { status: 401 });
      const { id } = await callerIds.create(details());
      expect(sent()).toEqual(["POST", "token", "POST"]);
      expect(callerIdOf(await world.api.get(id)).id).toBe(id);
    });

    test("once: a second 401 is about the account", async () => {
      const { callerIds, sent } = await behindProxy();
      proxy().script = (seen) => (isToken(seen) ? "pass" : { status: 401 });
      await expect(callerIds.get("1")).rejects.toBeInstanceOf(Unauthorized);
      expect(sent()).toEqual(["GET", "token", "GET"]);
    });

    test("once for all who are refused at the same time", async () => {
      const { callerIds, sent } = await behindProxy();
      const refused = new Set<string | undefined>();
      proxy().script = ({ headers, target }) => {
        if (isToken({ target })) return "pass";
        if (refused.size === 0) refused.add(headers.authorization);
        return refused.has(headers.authorization) ? { status: 401 } : "pass";
      };
      await Promise.all(Array.from({ length: 20 }, () => all(callerIds.list())));
      expect(sent().filter((method) => method === "token")).toHaveLength(1);
    });
  },

  "turned away: read, create, update, delete, upload, decide, replay, token"() {
    test("a request that was turned away is sent again, and not looked for", async () => {
      const { callerIds, sent } = await behindProxy();
      proxy().next(isPost, { status: 429, headers: { "retry-after": "0" } }, { status: 429 });
      await callerIds.create(details());
      expect(sent()).toEqual(["POST", "POST", "POST"]);
    });

    test("so is one that found no server", async () => {
      const { callerIds, sent } = await behindProxy({
        retries: { firstDelay: 50, longestDelay: 50, attempts: 50 },
      });
      await goAway();
      const created = callerIds.create(details());
      await proxy().listen();
      await created;
      expect(sent()).toEqual(["POST"]);
    });

    test("the error says that nothing was carried out", async () => {
      const { callerIds } = await behindProxy();
      proxy().script = () => ({ status: 429, headers: { "retry-after": "0" } });
      await expect(callerIds.create(details())).rejects.toMatchObject({
        name: "ServiceUnavailable",
        status: 429,
        retryAfter: 0,
        outcomeUnknown: false,
      });
      await goAway();
      await expect(callerIds.create(details())).rejects.toMatchObject({
        name: "ConnectionLost",
        neverSent: true,
        outcomeUnknown: false,
      });
      await proxy().listen();
    });
  },

  "lost: read, token"() {
    test.each(LOST.map((deed) => [nameOfDeed(deed), deed] as const))("a read: %s", async (_, deed) => {
      const { callerIds, sent } = await behindProxy(timeoutOf(deed));
      const { id } = await callerIds.create(details());
      proxy().next(isGet, deed);
      expect((await callerIds.get(id)).id).toBe(id);
      expect(sent()).toEqual(["POST", "GET", "GET"]);
    });

    test("a page in the middle of a walk", async () => {
      const { callerIds } = await behindProxy();
      for (let count = 0; count < 5; count += 1) await callerIds.create(details());
      proxy().next(({ target }) => target.includes("after="), "cut the answer", "pass", "reset");
      expect(new Set((await all(callerIds.list({ limit: 2 }))).map(({ id }) => id)).size).toBe(5);
    });

    test.each(LOST.map((deed) => [nameOfDeed(deed), deed] as const))("a token: %s", async (_, deed) => {
      const { client, orgId } = await newPlace(program(), registry(), {
        ...SOON,
        ...timeoutOf(deed),
        baseUrl: proxy().url,
      });
      proxy().next(isToken, deed);
      await all(client.brands({ orgId }).list());
    });

    test("so often and no oftener; the error keeps its cause", async () => {
      const { callerIds, sent } = await behindProxy({ retries: { ...SOON.retries, attempts: 3 } });
      proxy().script = () => "reset";
      const error = await callerIds.get("1").catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(ConnectionLost);
      expect(error).toMatchObject({ outcomeUnknown: false, status: undefined });
      expect((error as Error).cause).toBeInstanceOf(TypeError);
      expect(sent()).toEqual(["GET", "GET", "GET"]);
    });
  },

  "lost: create"() {
    test.each(LOST.map((deed) => [nameOfDeed(deed), deed] as const))("%s", async (_, deed) => {
      const { callerIds, sent } = await behindProxy(timeoutOf(deed));
      const wanted = details({ department: SUPPORT });
      proxy().next(isPost, deed);
      const created = await callerIds.create(wanted);
      await proxy().settled();
      const [only, ...more] = await all(callerIds.list());
      expect(more).toEqual([]);
      expect({ ...created, validationReports: undefined }).toEqual({ ...only, validationReports: undefined });
      expect(created).toMatchObject({ callerIdDetails: wanted, validationReports: [] });
      expect(sent().slice(0, 2)).toEqual(["POST", "GET"]);
      expect(sent().filter((method) => method === "POST")).toHaveLength(deed === "reset" ? 2 : 1);
    });

    test("one of somebody else with other details is not taken for it", async () => {
      const { callerIds, world, sent } = await behindProxy();
      const wanted = details({ department: SUPPORT });
      let isThere: Promise<unknown> | undefined;
      proxy().script = (seen) => {
        if (!isPost(seen) || isThere !== undefined) return "pass";
        isThere = world.api.create({ ...wanted, department: CENTER });
        return "reset";
      };
      await expect(callerIds.create(wanted)).rejects.toMatchObject({
        name: "Rejected",
        outcomeUnknown: false,
      });
      await isThere;
      expect((await all(callerIds.list())).map(({ callerIdDetails }) => callerIdDetails.department)).toEqual([
        CENTER,
      ]);
      expect(sent()).toContain("POST");
    });

    test("one that was there before is not taken for it, though its details are the same", async () => {
      const { callerIds, orgId, brandId, sent } = await behindProxy();
      const wanted = details();
      await write(registry(), { orgId, brandId }, [{ details: wanted, createdDate: "2026-10-02T11:41:00Z" }]);
      proxy().next(isPost, "drop the answer");
      await expect(callerIds.create(wanted)).rejects.toBeInstanceOf(Rejected);
      expect(sent()).toEqual(["POST", "GET", "POST", "GET"]);
    });

    test("where the server never answers, nobody knows", async () => {
      const { callerIds, sent } = await behindProxy({ retries: { ...SOON.retries, attempts: 2 } });
      proxy().script = (seen) => (isPost(seen) ? "reset" : "pass");
      await expect(callerIds.create(details())).rejects.toMatchObject({
        name: "ConnectionLost",
        outcomeUnknown: true,
      });
      expect(sent()).toEqual(["POST", "GET", "POST", "GET"]);
    });

    test("nor where the look fails", async () => {
      const { callerIds } = await behindProxy();
      proxy().script = (seen) => (isPost(seen) ? "drop the answer" : isGet(seen) ? { status: 403 } : "pass");
      await expect(callerIds.create(details())).rejects.toMatchObject({
        name: "Forbidden",
        outcomeUnknown: true,
      });
    });

    test("nor where the server is gone after it", async () => {
      const { callerIds } = await behindProxy({ retries: { ...SOON.retries, attempts: 2 } });
      let closed: Promise<void> | undefined;
      proxy().script = (seen) => {
        if (isPost(seen)) closed = proxy().close();
        return "reset";
      };
      await expect(callerIds.create(details())).rejects.toMatchObject({
        name: "ConnectionLost",
        outcomeUnknown: true,
      });
      await closed;
      await proxy().listen();
    });
  },

  "refused after a lost one: create"() {
    test("the duplicate of itself is taken", async () => {
      const { callerIds, sent } = await behindProxy();
      const wanted = details();
      proxy().next(isPost, "reset", "deliver twice");
      const created = await callerIds.create(wanted);
      expect(sent()).toEqual(["POST", "GET", "POST", "GET"]);
      expect(await all(callerIds.list())).toMatchObject([{ id: created.id, callerIdDetails: wanted }]);
    });

    test("what is refused for what it says stays refused", async () => {
      const { callerIds } = await behindProxy();
      proxy().next(isPost, "reset");
      await expect(callerIds.create({ phoneNumber: "+15555" })).rejects.toMatchObject({
        name: "Rejected",
        outcomeUnknown: false,
      });
    });
  },

  "lost: update"() {
    test("one that was not carried out is sent again", async () => {
      const { callerIds, sent } = await behindProxy();
      const created = await callerIds.create(details());
      proxy().next(isPut, "reset");
      const updated = await callerIds.update(created, { ...created.callerIdDetails, department: SUPPORT });
      expect(updated.callerIdDetails.department).toBe(SUPPORT);
      expect(sent()).toEqual(["POST", "PUT", "PUT"]);
    });
  },

  "stale after a lost one: update"() {
    const carriedOut = LOST.filter((deed) => deed !== "reset");
    test.each(carriedOut.map((deed) => [nameOfDeed(deed), deed] as const))("%s", async (_, deed) => {
      const { callerIds, sent } = await behindProxy(timeoutOf(deed));
      const created = await callerIds.create(details());
      const wanted = { ...created.callerIdDetails, department: SUPPORT };
      proxy().next(isPut, deed);
      const { validationReports, ...updated } = await callerIds.update(created, wanted);
      expect(validationReports).toEqual([]);
      expect(updated.callerIdDetails).toEqual(wanted);
      expect(updated.etag).not.toBe(created.etag);
      expect(sent()).toEqual(["POST", "PUT", "PUT", "GET"]);
      expect(await callerIds.get(created.id)).toEqual(updated);
    });

    test("details that are the same as before are no proof: the etag must have moved", async () => {
      const { callerIds, sent } = await behindProxy();
      const created = await callerIds.create(details());
      proxy().next(isPut, "reset", { status: 412 });
      await expect(callerIds.update(created, created.callerIdDetails)).rejects.toBeInstanceOf(StaleEtag);
      expect(sent()).toEqual(["POST", "PUT", "PUT", "GET"]);
    });

    test("where somebody else has moved the etag, nobody knows", async () => {
      const { callerIds, world } = await behindProxy();
      const created = await callerIds.create(details());
      const { phoneNumber } = created.callerIdDetails;
      proxy().next(isPut, "reset");
      expect((await world.api.update(created.id, `"${created.etag}"`, { phoneNumber })).status).toBe(200);
      await expect(callerIds.update(created, { phoneNumber, department: SUPPORT })).rejects.toMatchObject({
        name: "StaleEtag",
        outcomeUnknown: true,
      });
    });

    test("without a lost one, 412 counts at once", async () => {
      const { callerIds, sent } = await behindProxy();
      const created = await callerIds.create(details());
      const updated = await callerIds.update(created, created.callerIdDetails);
      await expect(callerIds.update(created, updated.callerIdDetails)).rejects.toMatchObject({
        name: "StaleEtag",
        outcomeUnknown: false,
      });
      expect(sent()).toEqual(["POST", "PUT", "PUT"]);
    });
  },

  "lost: delete"() {
    test("one that was not carried out is sent again", async () => {
      const { callerIds, sent } = await behindProxy();
      const created = await callerIds.create(details());
      proxy().next(isDelete, "reset");
      await callerIds.delete(created);
      expect(sent()).toEqual(["POST", "DELETE", "DELETE"]);
      await expect(callerIds.get(created.id)).rejects.toBeInstanceOf(NotFound);
    });

    test("a version that somebody has updated meanwhile is not deleted", async () => {
      const { callerIds, world } = await behindProxy();
      const created = await callerIds.create(details());
      await world.api.update(created.id, `"${created.etag}"`, created.callerIdDetails);
      proxy().next(isDelete, "reset");
      await expect(callerIds.delete(created)).rejects.toBeInstanceOf(StaleEtag);
      expect((await callerIds.get(created.id)).id).toBe(created.id);
    });
  },

  "missing after a lost one: delete"() {
    const carriedOut = LOST.filter((deed) => deed !== "reset" && deed !== "cut the answer");
    test.each(carriedOut.map((deed) => [nameOfDeed(deed), deed] as const))("%s", async (_, deed) => {
      const { callerIds, sent } = await behindProxy(timeoutOf(deed));
      const created = await callerIds.create(details());
      proxy().next(isDelete, deed);
      await callerIds.delete(created);
      expect(sent()).toEqual(["POST", "DELETE", "DELETE"]);
      await expect(callerIds.get(created.id)).rejects.toBeInstanceOf(NotFound);
    });

    test("without a lost one, what is not there is an error", async () => {
      const { callerIds } = await behindProxy();
      const created = await callerIds.create(details());
      await callerIds.delete(created);
      await expect(callerIds.delete(created)).rejects.toBeInstanceOf(NotFound);
    });
  },

  "lost: upload"() {
    test.each(["reset", "drop the answer", "cut the answer"] as const)("%s", async (deed) => {
      const { client, orgId, sent } = await behindProxy();
      proxy().next(isPost, deed);
      const image = await client.images({ orgId }).upload(await pngOf(16, 16), { filename: "dot.png" });
      expect(image).toMatchObject({ filename: "dot.png", width: 16 });
      expect(sent()).toEqual(["POST", "POST"]);
    });
  },

  "lost: decide"() {
    test("one that was not carried out is sent again", async () => {
      const { callerIds, client, id } = await waiting();
      const [review] = await all(client.reviews().list());
      if (review === undefined) throw new Error("Nothing waits");
      proxy().next(isPost, "reset");
      await client.reviews().approve(review);
      expect((await callerIds.get(id)).state).toBe("PUBLISHED");
    });
  },

  "missing after a lost one: decide"() {
    test("nobody knows whose decision it was", async () => {
      const { callerIds, client, id } = await waiting();
      const [review] = await all(client.reviews().list());
      if (review === undefined) throw new Error("Nothing waits");
      proxy().next(isPost, "drop the answer");
      await expect(client.reviews().approve(review)).rejects.toMatchObject({
        name: "ConnectionLost",
        outcomeUnknown: true,
        cause: { name: "NotFound" },
      });
      expect((await callerIds.get(id)).state).toBe("PUBLISHED");
    });
  },

  "lost: replay"() {
    test("it is sent again, whatever has become of the lost one", async () => {
      const { client, orgId, sent } = await behindProxy();
      const { webhookId, eventId } = await queued(orgId);
      proxy().next(isPost, "reset", "drop the answer");
      await client.webhooks({ orgId }).replay(webhookId, eventId);
      expect(sent()).toEqual(["POST", "POST", "POST"]);
      await expect(client.webhooks({ orgId }).replay(webhookId, "another")).rejects.toBeInstanceOf(NotFound);
    });
  },
};

/** An org's webhook with a delivery that is long in coming. */
async function queued(orgId: string): Promise<{ readonly webhookId: string; readonly eventId: string }> {
  const webhookId = randomUUID();
  const rest = { url: "https://receiver.example/", types: [], sealedSecret: "", environment: "tests" };
  const later = Date.now() + 3_600_000;
  await registry().addWebhook({ ...rest, id: webhookId, orgId, created: later });
  const events = [{ id: "event", resourceId: "1", notification: "{}" }];
  const to = { transactionId: 0, position: 0 };
  await registry().queueDeliveries({ webhookId, from: undefined, to, events, now: later });
  return { webhookId, eventId: "event" };
}

/** One caller ID that waits for its review, alone, and a reviewer's client. */
async function waiting() {
  const { callerIds } = await behindProxy();
  const { clientId, secret } = await addReviewer(registry());
  const client = new CallmarkClient({ ...SOON, baseUrl: proxy().url, clientId, clientSecret: secret });
  for await (const review of client.reviews().list()) await client.reviews().approve(review);
  const { id } = await callerIds.create(details());
  return { callerIds, client, id };
}

test("each line of the policy has its tests", () => {
  expect(RETRY_POLICY.map(({ after, of }) => `${after}: ${of.join(", ")}`)).toEqual(Object.keys(SHOWN));
});

for (const [line, tests] of Object.entries(SHOWN)) describe(line, tests);

describe("what is not in the policy", () => {
  test.each([400, 403, 404, 413, 415, 500])("%i is thrown at once", async (status) => {
    const { callerIds, sent } = await behindProxy();
    proxy().script = () => ({ status });
    await expect(callerIds.create(details())).rejects.toMatchObject({
      status,
      outcomeUnknown: status === 500,
    });
    expect(sent()).toEqual(["POST"]);
  });
});

test("an answer that does not come in time is a timeout, which is a lost connection", async () => {
  const { callerIds } = await behindProxy({ timeout: 2_000, retries: { attempts: 1 } });
  proxy().script = () => "stall";
  const error = await callerIds.get("1").catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Timeout);
  expect(error).toBeInstanceOf(ConnectionLost);
  expect((error as Timeout).message).toContain("2000 ms");
});

test("a server that asks for a longer wait than one waits is not waited for", async () => {
  const { callerIds, sent } = await behindProxy();
  proxy().script = () => ({ status: 503, headers: { "retry-after": "3600" } });
  const error = await callerIds.get("1").catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ServiceUnavailable);
  expect(error).toMatchObject({ retryAfter: 3600 });
  expect(sent()).toEqual(["GET"]);
});

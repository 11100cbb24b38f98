import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callerIdOf, summaryOf } from "../support/answer.ts";
import { type Api, bearer } from "../support/api.ts";
import { ask, inOrg, openStream } from "../support/events.ts";
import { type Program, sharedProgram, startProgram } from "../support/program.ts";
import { review } from "../support/resources.ts";
import { addAccount, addToken, freshId, freshNumber, newWorld, sharedRegistry } from "../support/world.ts";

const program = sharedProgram();
const registry = sharedRegistry(program);
/** A second node on the same registry. */
let second: Program;

beforeAll(async () => {
  second = await startProgram({ databaseUrl: program().databaseUrl });
});
afterAll(() => second[Symbol.asyncDispose]());

const world = () => newWorld(program(), registry());
const streamOf = ({ orgId }: Pick<Api, "orgId">) => inOrg({ orgId }, "events/stream");
const follow = (
  api: Api,
  { at = api, lastEventId }: { at?: Pick<Api, "orgId" | "url">; lastEventId?: string } = {},
) =>
  openStream(at.url, streamOf(at), {
    ...api.authorization,
    ...(lastEventId !== undefined && { "last-event-id": lastEventId }),
  });
const create = async (api: Api) => callerIdOf(await api.create({ phoneNumber: freshNumber() }));

describe("the stream of events", () => {
  test("tells of what happens from now on, each step as it is taken", async () => {
    const { api } = await world();
    await create(api);
    using stream = await follow(api);
    expect([stream.status, stream.headers["content-type"], stream.headers["cache-control"]]).toEqual([
      200,
      "text/event-stream",
      "no-store",
    ]);
    const { id, etag } = await create(api);
    // What was there before may be told as well, where others' transactions held it back until the stream was open.
    const own = () => stream.events.filter(({ data }) => data.resourceDetails.resourceId === id);
    await stream.until(() => own().length >= 1);
    await review(registry(), api, { id, etag }, "PROCESSING");
    await review(registry(), api, { id, etag }, "PUBLISHED");
    expect((await api.remove(id, `"${etag}"`)).status).toBe(204);
    await stream.until(() => own().length === 4);
    expect(own().map(({ event, data }) => [event, data.resourceDetails.state, data.id])).toEqual(
      [
        ["SUBMITTED", "SUBMITTED"],
        ["PROCESSING", "PROCESSING"],
        ["PROCESSING_SUCCESSFUL", "PUBLISHED"],
        ["DELETED", "DELETED"],
      ].map(([type, state]) => [type, state, `${id}_${etag}_${type}`]),
    );
  });

  test("goes on behind any event that was seen, on either node", async () => {
    const { api } = await world();
    using first = await follow(api);
    for (let index = 0; index < 5; index += 1) await create(api);
    await first.until((events) => events.length === 5);
    for (const [index, { id }] of first.events.entries()) {
      for (const at of [api, api.at({ url: second.url })]) {
        using again = await follow(api, { at, lastEventId: id });
        const rest = first.events.slice(index + 1);
        await again.until((events) => events.length === rest.length);
        expect(again.events).toEqual(rest);
      }
    }
    using beginning = await follow(api, { lastEventId: "0.0" });
    await beginning.until((events) => events.length === 5);
    expect(beginning.events).toEqual(first.events);
  });

  test("says where it begins, so that it can be taken up again before anything has happened", async () => {
    const { api } = await world();
    using idle = await follow(api);
    await idle.until(() => idle.text().includes("\n\n"));
    const lastEventId = /^: callmark\nid: (\d+\.\d+)\n\n/.exec(idle.text())?.[1];
    if (lastEventId === undefined) throw new Error(`No id in ${idle.text()}`);
    const { id } = await create(api);
    using again = await follow(api, { lastEventId });
    await again.until((events) => events.length >= 1);
    expect(again.events.at(-1)?.data.resourceDetails.resourceId).toBe(id);
  });

  test("tells what another node did, while many write on both, each event once", async () => {
    const { api } = await world();
    const there = api.at({ url: second.url });
    using here = await follow(api);
    using other = await follow(there);
    const made = await Promise.all(
      Array.from({ length: 60 }, (_, index) => create(index % 2 === 0 ? api : there)),
    );
    const expected = made.map(({ id, etag }) => `${id}_${etag}_SUBMITTED`).sort();
    for (const stream of [here, other]) {
      await stream.until((events) => events.length >= made.length);
      expect(stream.events.map(({ data }) => data.id).sort()).toEqual(expected);
    }
    // Both in the same order, so that a place of one is a place of the other.
    expect(other.events).toEqual(here.events);
  });

  test("is broken off and taken up again while many write, and none is missed", async () => {
    const { api } = await world();
    const seen: string[] = [];
    let lastEventId = (await first(api)).id;
    const writes = Promise.all(Array.from({ length: 80 }, () => create(api)));
    while (seen.length < 80) {
      using stream = await follow(api, {
        at: seen.length % 2 === 0 ? api : api.at({ url: second.url }),
        lastEventId,
      });
      const wanted = Math.min(80 - seen.length, 7);
      await stream.until((events) => events.length >= wanted);
      seen.push(...stream.events.map(({ data }) => data.id));
      lastEventId = stream.events.at(-1)?.id ?? lastEventId;
    }
    const made = await writes;
    expect(seen.sort()).toEqual(made.map(({ id, etag }) => `${id}_${etag}_SUBMITTED`).sort());
  });

  test.each([
    [{}, "", "401 Unauthorized"],
    [{ authorization: "Bearer nothing" }, "", "401 Unauthorized"],
    [{ authorization: "TOKEN" }, "?access_token=x", "400 UnknownParameter"],
    [{}, "?access_token=TOKEN", "401 Unauthorized"],
    [{}, "?token=TOKEN", "401 Unauthorized"],
    [{ authorization: "TOKEN", "last-event-id": "x" }, "", "400 BadRequest"],
    [{ authorization: "TOKEN", "last-event-id": "1" }, "", "400 BadRequest"],
    [{ authorization: "TOKEN", "last-event-id": "1.1,2.2" }, "", "400 BadRequest"],
    [{ authorization: "TOKEN", "last-event-id": "1.9999999999999999" }, "", "400 BadRequest"],
  ])("with %j and %j is refused: %s", async (headers: Record<string, string>, query, expected) => {
    const { api } = await world();
    const own = Object.entries(headers).map(([name, value]) => [
      name,
      value.replace("TOKEN", `Bearer ${api.token}`),
    ]);
    const target = `${streamOf(api)}${query.replace("TOKEN", api.token)}`;
    expect(summaryOf(await ask(api.url, { target, headers: Object.fromEntries(own) }))).toBe(expected);
  });

  test("is another org's by no means, and is only read", async () => {
    const { api } = await world();
    const foreign = await ask(api.url, {
      target: streamOf({ orgId: freshId() }),
      headers: api.authorization,
    });
    expect(summaryOf(foreign)).toBe("403 Forbidden");
    for (const method of ["POST", "DELETE"]) {
      const answer = await ask(api.url, { method, target: streamOf(api), headers: api.authorization });
      expect([summaryOf(answer), answer.headers.allow]).toEqual(["405 MethodNotAllowed", "GET, HEAD"]);
    }
  });
});

describe("a stream ends", () => {
  test("when its token does", async () => {
    const { api } = await world();
    const { clientId } = await addAccount(registry(), api.orgId, "read-only");
    const token = await addToken(registry(), clientId, 1_500);
    using stream = await follow(api.at({ token }));
    expect(stream.status).toBe(200);
    expect(await stream.ended).toBe(true);
  });

  test("when its account does, on both nodes; a stream of another account goes on", async () => {
    const { api } = await world();
    const { clientId } = await addAccount(registry(), api.orgId, "read-only");
    const own = api.at({ token: await addToken(registry(), clientId, 600_000) });
    using here = await follow(own);
    using there = await follow(own.at({ url: second.url }));
    using other = await follow(api);
    await registry().removeAccounts({ clientId });
    expect(await Promise.all([here.ended, there.ended])).toEqual([true, true]);
    await create(api);
    await other.until((events) => events.length >= 1);
    expect(here.events).toEqual([]);
    const again = await ask(api.url, { target: streamOf(api), headers: bearer(own.token) });
    expect(summaryOf(again)).toBe("401 Unauthorized");
  });

  test("when its delegation does; until then it tells of the brand that is shared, and of no other", async () => {
    const [{ api: owner, addBrand }, { api: partner }] = await Promise.all([world(), world()]);
    const sister = await addBrand();
    const refused = await ask(partner.url, { target: streamOf(owner), headers: partner.authorization });
    expect(summaryOf(refused)).toBe("403 Forbidden");
    const delegation = { brandId: owner.brandId, partnerId: partner.orgId, by: "tests" };
    expect(await registry().share({ ...delegation, now: Date.now() })).toBe("shared");
    using stream = await follow(partner, { at: { orgId: owner.orgId, url: partner.url } });
    using own = await follow(partner);
    await create(sister);
    const { id } = await create(owner);
    await stream.until((events) => events.length >= 1);
    expect(stream.events[0]?.data.resourceDetails.resourceId).toBe(id);
    expect(await registry().unshare({ ...delegation, now: Date.now() })).toBe("ended");
    expect(await stream.ended).toBe(true);
    // That it began may be told as well, where others' transactions held it back until the stream was open.
    await own.until((events) => events.some(({ data }) => data.operation === "DELETE"));
    expect(own.events.at(-1)).toMatchObject({ event: "DELEGATION", data: { operation: "DELETE" } });
  });

  test("when its process is asked to stop, which then ends", async () => {
    const { api } = await world();
    const third = await startProgram({ databaseUrl: program().databaseUrl });
    using stream = await follow(api.at({ url: third.url }));
    const { code } = await third.stop();
    expect([code, await stream.ended]).toEqual([0, true]);
  });
});

/** The newest event of an org, which is made for it. */
async function first(api: Api) {
  using stream = await follow(api);
  await create(api);
  await stream.until((events) => events.length >= 1);
  const [event] = stream.events;
  if (event === undefined) throw new Error("There is no event");
  return event;
}

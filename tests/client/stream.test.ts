import { BadRequest, NotFound, type StreamEvent } from "@callmark/client";
import { describe, expect, test } from "vitest";
import { callerIdOf } from "../support/answer.ts";
import { sharedProgram } from "../support/program.ts";
import { freshNumber, sharedRegistry } from "../support/world.ts";
import { isToken, sharedProxy } from "./proxy.ts";
import { newPlace } from "./support.ts";

const program = sharedProgram();
const registry = sharedRegistry(program);
const proxy = sharedProxy(program);

const isStream = ({ target }: { readonly target: string }) => target.endsWith("/events/stream");

/** A stream that is open, and what it has told so far. */
async function opened(
  options: { readonly lastEventId?: string } = {},
  given?: Awaited<ReturnType<typeof at>>,
) {
  const place = given ?? (await at());
  const leaving = new AbortController();
  const told: StreamEvent[] = [];
  let opens = 0;
  let look = () => {};
  const until = (holds: () => boolean) =>
    new Promise<void>((resolve) => {
      look = () => {
        if (holds()) resolve();
      };
      look();
    });
  const events = place.client.events({ orgId: place.orgId }).stream({
    ...options,
    signal: leaving.signal,
    onOpen() {
      opens += 1;
      look();
    },
  });
  const ended = (async () => {
    for await (const event of events) {
      told.push(event);
      look();
    }
  })().catch((error: unknown) => error);
  const create = () => place.callerIds.create({ phoneNumber: freshNumber() });
  return {
    ...place,
    told,
    until,
    create,
    opens: () => opens,
    ids: () => told.map(({ data }) => data.resourceDetails.resourceId),
    leave(reason: unknown) {
      leaving.abort(reason);
      return ended;
    },
    ended,
  };
}

async function at() {
  const made = await newPlace(program(), registry(), {
    baseUrl: proxy().url,
    retries: { firstDelay: 2, longestDelay: 10 },
  });
  const { orgId, brandId } = made;
  return { ...made, callerIds: made.client.callerIds({ orgId, brandId }) };
}

describe("the stream of events", () => {
  test("tells of what happens while it is open", async () => {
    const stream = await opened();
    await stream.until(() => stream.opens() === 1);
    const created = await stream.create();
    await stream.callerIds.delete(created);
    await stream.until(() => stream.told.length === 2);
    expect(stream.told.map(({ data }) => [data.type, data.resourceDetails.resourceId])).toEqual([
      ["SUBMITTED", created.id],
      ["DELETED", created.id],
    ]);
    expect(stream.told[0]?.id).toMatch(/^\d+\.\d+$/);
    expect(await stream.leave("enough")).toBe("enough");
  });

  test("goes on behind an event that was seen before", async () => {
    const first = await opened();
    await first.until(() => first.opens() === 1);
    const made = [await first.create(), await first.create(), await first.create()];
    await first.until(() => first.told.length === 3);
    await first.leave("enough");
    const lastEventId = first.told[0]?.id ?? "";
    const second = await opened({ lastEventId }, first);
    await second.until(() => second.told.length === 2);
    expect(second.ids()).toEqual(made.slice(1).map(({ id }) => id));
    await second.leave("enough");
  });

  test("is opened again where it is cut, and tells each event once", async () => {
    const stream = await opened();
    await stream.until(() => stream.opens() === 1);
    const made: string[] = [];
    for (let cut = 1; cut <= 5; cut += 1) {
      made.push((await stream.create()).id);
      await stream.until(() => stream.told.length === made.length);
      proxy().cutAll();
      // What happens while it is away is told afterwards.
      made.push((await stream.create()).id);
      await stream.until(() => stream.told.length === made.length && stream.opens() > cut);
    }
    expect(stream.ids()).toEqual(made);
    await stream.leave("enough");
  });

  test("misses nothing where it is cut before its first event", async () => {
    const stream = await opened();
    await stream.until(() => stream.opens() === 1);
    await proxy().close();
    const { id } = callerIdOf(await stream.world.api.create({ phoneNumber: freshNumber() }));
    await proxy().listen();
    await stream.until(() => stream.told.length === 1);
    expect(stream.ids()).toEqual([id]);
    await stream.leave("enough");
  });

  test("survives a server that is away, unavailable or forgets its token", async () => {
    const stream = await opened();
    await stream.until(() => stream.opens() === 1);
    const first = await stream.create();
    await stream.until(() => stream.told.length === 1);
    await proxy().close();
    await proxy().listen();
    proxy().next(
      isStream,
      { status: 500 },
      { status: 503 },
      "reset",
      { status: 401 },
      { status: 503, headers: { "retry-after": "0" } },
    );
    const second = await stream.create();
    await stream.until(() => stream.told.length === 2);
    expect(stream.ids()).toEqual([first.id, second.id]);
    await stream.leave("enough");
  });

  test("throws what refuses it, at first and later", async () => {
    const refused = await opened({ lastEventId: "not one" });
    expect(await refused.ended).toBeInstanceOf(BadRequest);
    const stream = await opened();
    await stream.until(() => stream.opens() === 1);
    proxy().script = (seen) => (isToken(seen) ? "pass" : { status: 404 });
    proxy().cutAll();
    expect(await stream.ended).toBeInstanceOf(NotFound);
  });

  test("one that cannot be opened at first is an error", async () => {
    const place = await at();
    proxy().script = (seen) => (isStream(seen) ? "reset" : "pass");
    const stream = await opened({}, place);
    expect(await stream.ended).toMatchObject({ name: "ConnectionLost" });
    expect(proxy().count((seen) => isStream(seen) && seen.target.includes(place.orgId))).toBe(5);
  });

  test("an answer without events is the end of it", async () => {
    const place = await at();
    proxy().script = (seen) => (isStream(seen) ? { status: 204 } : "pass");
    expect(await (await opened({}, place)).ended).toBeUndefined();
  });

  test("an iteration that is left closes the connection", async () => {
    const { client, orgId, callerIds } = await at();
    let streams = 0;
    proxy().script = (seen) => {
      if (isStream(seen)) streams += 1;
      return "pass";
    };
    let created: Promise<unknown> | undefined;
    const onOpen = () => {
      created = callerIds.create({ phoneNumber: freshNumber() });
    };
    for await (const { data } of client.events({ orgId }).stream({ onOpen })) {
      expect(data.type).toBe("SUBMITTED");
      break;
    }
    await created;
    await proxy().settled();
    expect(streams).toBe(1);
  });
});

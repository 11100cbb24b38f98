import { BadRequest, eq, InvalidFilter, NotFound, Rejected, UnexpectedAnswer } from "@callmark/client";
import { describe, expect, test } from "vitest";
import { pngOf } from "../../packages/server/test/pixels.ts";
import { sharedProgram } from "../support/program.ts";
import { write } from "../support/resources.ts";
import { freshNumber, sharedRegistry } from "../support/world.ts";
import { isGet, isPost, isPut, isToken, type Reply, type Seen, sharedProxy, startProxy } from "./proxy.ts";
import { all, newPlace } from "./support.ts";

const program = sharedProgram();
const registry = sharedRegistry(program);
const proxy = sharedProxy(program);

async function place() {
  const made = await newPlace(program(), registry(), {
    baseUrl: proxy().url,
    retries: { firstDelay: 2, longestDelay: 10 },
  });
  const { client, orgId, brandId } = made;
  return { ...made, callerIds: client.callerIds({ orgId, brandId }) };
}

type Json = Readonly<Record<string, unknown>>;
const json = (change: (body: Json, seen: Seen) => unknown) => (seen: Seen) => (reply: Reply) => ({
  ...reply,
  body: reply.body ? JSON.stringify(change(JSON.parse(reply.body) as Json, seen)) : "",
});
/** Changes each page of a list, and nothing else. */
const pages = (change: (page: Json) => unknown) => {
  const changed = json((body) => ("pagination" in body ? change(body) : body));
  return (seen: Seen) => changed(seen);
};
const paginationOf = (page: Json) => page.pagination as { cursors?: { after: string }; next?: string };

/** How other servers write where the next page is, and that there is none. */
const PAGINATIONS: Readonly<Record<string, (page: Json) => unknown>> = {
  "null cursors on the last page": (page) => ({
    ...page,
    pagination: paginationOf(page).next
      ? page.pagination
      : { cursors: { before: null, after: null }, next: null },
  }),
  "cursors that are null": (page) => ({
    ...page,
    pagination: paginationOf(page).next ? page.pagination : { cursors: null },
  }),
  "no pagination on the last page": ({ pagination, ...page }) =>
    paginationOf({ pagination }).next ? { ...page, pagination } : page,
  "empty texts on the last page": (page) => ({
    ...page,
    pagination: paginationOf(page).next ? page.pagination : { cursors: { after: "" }, next: "" },
  }),
  "`next` without `/api`, and no cursors": (page) => {
    const { next } = paginationOf(page);
    return { ...page, pagination: next ? { next: next.replace("/api", "") } : {} };
  },
  "`next` without `/api`, beside cursors": (page) => {
    const { next, ...rest } = paginationOf(page);
    return { ...page, pagination: next ? { ...rest, next: next.replace("/api", "") } : {} };
  },
  "`next` with another host, which must not see the token": (page) => {
    const { next } = paginationOf(page);
    return { ...page, pagination: next ? { next: `http://127.0.0.1:1${next}` } : {} };
  },
  "cursors alone": (page) => {
    const { cursors } = paginationOf(page);
    return { ...page, pagination: cursors ? { cursors } : {} };
  },
};

describe("pages", () => {
  test.each(Object.entries(PAGINATIONS))("%s", async (_, change) => {
    const { callerIds, orgId, brandId } = await place();
    const ids = await write(
      registry(),
      { orgId, brandId },
      Array.from({ length: 7 }, () => ({})),
    );
    proxy().script = pages(change);
    const listed = await all(callerIds.list({ where: eq("state", "PUBLISHED"), limit: 3 }));
    expect(new Set(listed.map(({ id }) => id))).toEqual(new Set(ids));
    expect(listed).toHaveLength(7);
  });

  test("a limit that is capped does not end a walk", async () => {
    const { callerIds, orgId, brandId } = await place();
    await write(
      registry(),
      { orgId, brandId },
      Array.from({ length: 250 }, () => ({})),
    );
    // What the client asks for is 1,000; what the server gives is 100.
    proxy().rewrite = (target) => target.replace("limit=1000", "limit=100");
    const pages = await all(callerIds.list({ limit: 1_000 }).pages());
    expect(pages.map(({ data }) => data.length)).toEqual([100, 100, 50]);
  });

  test("a page without resources does not end a walk", async () => {
    const { callerIds, orgId, brandId } = await place();
    await write(
      registry(),
      { orgId, brandId },
      Array.from({ length: 5 }, () => ({})),
    );
    let page = 0;
    proxy().script = pages((body) => {
      page += 1;
      return page === 2 ? { ...body, data: [] } : body;
    });
    expect(await all(callerIds.list({ limit: 2 }))).toHaveLength(3);
    page = 1;
    expect(await callerIds.list({ limit: 2 }).first()).toBeDefined();
  });

  test("a next page that cannot be asked for is an error, and not the end", async () => {
    const { callerIds } = await place();
    proxy().script = pages((body) => ({ ...body, pagination: { next: "/api/v1/orgs/1?page=2" } }));
    await expect(all(callerIds.list())).rejects.toBeInstanceOf(UnexpectedAnswer);
  });

  test("a list that goes round in a circle is an error", async () => {
    const { callerIds } = await place();
    let page = 0;
    proxy().script = pages((body) => {
      page += 1;
      return { ...body, pagination: { cursors: { after: page % 2 === 0 ? "one" : "other" } } };
    });
    proxy().rewrite = (target) => target.replace(/after=\w+/, "after=");
    await expect(all(callerIds.list())).rejects.toThrow("goes round in a circle");
    expect(page).toBe(3);
  });

  test("a total that is not there is an error where it is asked for, and nowhere else", async () => {
    const { callerIds } = await place();
    await callerIds.create({ phoneNumber: freshNumber() });
    proxy().script = pages(({ total: _, ...body }) => body);
    expect(await all(callerIds.list())).toHaveLength(1);
    expect(await all(callerIds.list().pages())).toEqual([{ data: [expect.anything()] }]);
    await expect(callerIds.list().total()).rejects.toBeInstanceOf(UnexpectedAnswer);
  });
});

describe("refusals", () => {
  const otherCodes = json((body) =>
    Array.isArray(body)
      ? body.map(({ code: _, ...error }: Json) => ({ ...error, code: "VALIDATION__SomethingElse" }))
      : body,
  );

  test.each([400, 409, 422])("a duplicate is `Rejected` by its shape, as %i", async (status) => {
    const { callerIds } = await place();
    const phoneNumber = freshNumber();
    await callerIds.create({ phoneNumber });
    proxy().script = (seen) => (reply) => ({
      ...otherCodes(seen)(reply),
      status: isPost(seen) ? status : reply.status,
    });
    const error = await callerIds.create({ phoneNumber }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Rejected);
    expect(error).toMatchObject({
      status,
      code: "VALIDATION__SomethingElse",
      message: `Caller ID resource with '${phoneNumber}' already exists`,
      validationReports: [{ severity: "VIOLATION", context: { value: phoneNumber } }],
    });
  });

  test("a lost create is found whatever a duplicate is called", async () => {
    const { callerIds } = await place();
    let posts = 0;
    proxy().script = (seen) => {
      if (!isPost(seen)) return "pass";
      posts += 1;
      if (posts === 1) return "reset";
      return posts === 2 ? "deliver twice" : "pass";
    };
    proxy().change = (seen, reply) =>
      isPost(seen) && reply.status === 400
        ? { status: 409, body: '{"code":"Conflict","message":"Exists"}' }
        : reply;
    const phoneNumber = freshNumber();
    const created = await callerIds.create({ phoneNumber });
    expect(await all(callerIds.list())).toMatchObject([{ id: created.id }]);
    expect(posts).toBe(2);
  });

  test("a lost update is found where 412 has another code, or none", async () => {
    const { callerIds } = await place();
    const created = await callerIds.create({ phoneNumber: freshNumber() });
    let puts = 0;
    proxy().script = (seen) => {
      if (!isPut(seen)) return "pass";
      puts += 1;
      return puts === 1 ? "drop the answer" : (reply) => ({ status: reply.status });
    };
    const updated = await callerIds.update(created, created.callerIdDetails);
    expect(updated.etag).not.toBe(created.etag);
  });

  test("a refused filter is one, with or without a position, as an array or as one object", async () => {
    const { callerIds } = await place();
    const ql = "state==PUBLISHED;nothing==1";
    const error = await all(callerIds.list({ where: ql })).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InvalidFilter);
    expect(error).toBeInstanceOf(BadRequest);
    expect(error).toMatchObject({ ql, position: 17, field: "nothing", status: 400 });
    for (const body of ['[{"code":"X","message":"No"}]', '{"code":"X","message":"No"}', "", "<html>"]) {
      proxy().script = (seen) => (isGet(seen) ? { status: 400, body } : "pass");
      const other = await all(callerIds.list({ where: ql })).catch((thrown: unknown) => thrown);
      expect(other).toBeInstanceOf(InvalidFilter);
      expect(other).toMatchObject({ ql, position: undefined, field: undefined });
    }
  });

  test("a cursor that is refused is no fault of the filter", async () => {
    const { callerIds } = await place();
    const error = await all(callerIds.list({ where: "state==PUBLISHED", after: "x" })).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(BadRequest);
    expect(error).not.toBeInstanceOf(InvalidFilter);
  });

  test("an error tells the status, the code and the request's id, and where it was", async () => {
    const { callerIds, orgId, brandId } = await place();
    const error = await callerIds.get("1").catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(NotFound);
    expect(error).toMatchObject({
      status: 404,
      code: "NotFound",
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      request: `GET /api/v1/orgs/${orgId}/brands/${brandId}/caller-ids/1`,
    });
  });
});

describe("answers", () => {
  test("an upload that is answered without a body is found by its location", async () => {
    const { client, orgId } = await place();
    proxy().script = (seen) => (isPost(seen) ? (reply) => ({ ...reply, body: "" }) : "pass");
    const images = client.images({ orgId });
    const image = await images.upload(await pngOf(8, 8), { filename: "a.png" });
    expect(image).toEqual(await images.metadata(image.id));
    expect(image).toMatchObject({ filename: "a.png", width: 8, contentType: "image/png" });
  });

  test("a redirect is not followed, whatever it points at", async () => {
    const { callerIds } = await place();
    const elsewhere = await startProxy(program());
    proxy().script = ({ target }) =>
      isToken({ target }) ? "pass" : { status: 307, headers: { location: elsewhere.url + target } };
    await expect(callerIds.create({ phoneNumber: freshNumber() })).rejects.toMatchObject({
      name: "UnexpectedAnswer",
      status: 307,
    });
    expect(elsewhere.seen).toEqual([]);
    await elsewhere[Symbol.asyncDispose]();
  });

  test("a page for people in place of JSON is no answer", async () => {
    const { callerIds } = await place();
    proxy().script = (seen) => (isToken(seen) ? "pass" : { status: 200, body: "<html>Log in</html>" });
    await expect(callerIds.get("1")).rejects.toBeInstanceOf(UnexpectedAnswer);
    proxy().script = (seen) => (isToken(seen) ? "pass" : { status: 200, body: "{}" });
    await expect(callerIds.get("1")).rejects.toBeInstanceOf(UnexpectedAnswer);
    await expect(all(callerIds.list())).rejects.toBeInstanceOf(UnexpectedAnswer);
  });
});

test("a base URL with a path has it before every request", async () => {
  const { client, orgId, brandId } = await newPlace(program(), registry(), {
    baseUrl: `${proxy().url}/registry/`,
  });
  proxy().rewrite = (target) => target.replace(/^\/registry\//, "/");
  await write(registry(), { orgId, brandId }, [{}, {}, {}]);
  const since = proxy().seen.length;
  expect(await all(client.callerIds({ orgId, brandId }).list({ limit: 1 }))).toHaveLength(3);
  expect(client.baseUrl).toBe(`${proxy().url}/registry`);
  expect(
    proxy()
      .seen.slice(since)
      .every(({ target }) => target.startsWith("/registry/api/v1/")),
  ).toBe(true);
});

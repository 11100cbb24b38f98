import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { fakeServer, isTokenRequest, json, NEVER, token } from "../test/fake-server.ts";
import { CallmarkClient } from "./client.ts";
import { CallmarkError, Timeout, TokenRefused, UnexpectedAnswer } from "./errors.ts";

const AT = { orgId: "1", brandId: "2" } as const;
const EMPTY_PAGE = { data: [], pagination: {}, total: 0 };
const caught = (promise: Promise<unknown>) =>
  promise.then(
    (value) => {
      throw new Error(`Not refused, but ${String(value)}`);
    },
    (error: unknown) => error,
  );
/** Answers the token endpoint itself. */
const withToken = (answer: () => Response | Promise<Response>) => (request: { readonly url: string }) =>
  isTokenRequest(request) ? token() : answer();

describe("tokens", () => {
  test("are asked for once, whoever asks, and kept", async () => {
    const { client, fetched } = fakeServer(withToken(() => json(EMPTY_PAGE)));
    await Promise.all(Array.from({ length: 10 }, () => client.callerIds(AT).list().first()));
    await client.brands(AT).list().first();
    expect(fetched.filter(isTokenRequest)).toHaveLength(1);
    expect(fetched[0]?.body).toEqual({
      client_id: "account",
      client_secret: "the-secret",
      grant_type: "client_credentials",
      scope: "business",
    });
    expect(fetched[1]?.headers.get("authorization")).toBe("Bearer token-1");
  });

  test.each([
    ["a minute before they end", 3600, 3539, 3541],
    ["a tenth of their life before they end, where they live shortly", 60, 53, 55],
  ])("are renewed %s", async (_, life, before, after) => {
    let issued = 0;
    const { client, time } = fakeServer(() => {
      issued += 1;
      return token(`token-${issued}`, { expires_in: life });
    });
    expect(await client.accessToken()).toEqual({ value: "token-1", expires: time.now() + life * 1000 });
    await time.advance(before * 1000);
    expect((await client.accessToken()).value).toBe("token-1");
    await time.advance((after - before) * 1000);
    expect((await client.accessToken()).value).toBe("token-2");
  });

  test("without a stated life are taken to last an hour", async () => {
    const { client, time } = fakeServer(() => token("x", {}));
    expect((await client.accessToken()).expires).toBe(time.now() + 3_600_000);
  });

  test("are asked for with the secret that counts then", async () => {
    const secrets = ["first", "second"];
    const { client, fetched } = fakeServer(
      (request) => (isTokenRequest(request) ? token() : json([], { status: 401 })),
      { clientSecret: async () => secrets.shift() ?? "" },
    );
    await caught(client.callerIds(AT).get("3"));
    expect(fetched.filter(isTokenRequest).map(({ body }) => body)).toMatchObject([
      { client_secret: "first" },
      { client_secret: "second" },
    ]);
  });

  test("that are refused say why, without the secret that the server repeats", async () => {
    const { client } = fakeServer(() =>
      json({ error: "invalid_client", error_description: "No the-secret here" }, { status: 401 }),
    );
    const error = await caught(client.callerIds(AT).get("3"));
    expect(error).toBeInstanceOf(TokenRefused);
    expect(error).toMatchObject({ status: 401, code: "invalid_client", message: "No *** here" });
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain("the-secret");
  });

  test.each([
    ["no bearer token", { access_token: "x", token_type: "mac" }],
    ["no token", { token_type: "Bearer" }],
    ["what no header can hold", { access_token: "a\nb", token_type: "Bearer" }],
  ])("that are %s are no answer, and not told", async (_, body) => {
    const { client } = fakeServer(() => json(body));
    const error = await caught(client.accessToken());
    expect(error).toBeInstanceOf(UnexpectedAnswer);
    expect(inspect(error)).not.toContain("a\nb");
  });

  test("a failed fetch does not stay: the next call asks again", async () => {
    let isDown = true;
    const { client } = fakeServer(
      (request) => {
        if (isTokenRequest(request) && isDown) throw new TypeError("fetch failed");
        return isTokenRequest(request) ? token() : json(EMPTY_PAGE);
      },
      { retries: { attempts: 1 } },
    );
    await caught(client.accessToken());
    isDown = false;
    expect(await client.callerIds(AT).list().first()).toBeUndefined();
  });
});

describe("an abort", () => {
  const REASON = new Error("Enough");

  test("of one caller leaves the token to the others; of the last one ends the request for it", async () => {
    let answer: (response: Response) => void = () => {};
    const { client, fetched } = fakeServer(() => new Promise<Response>((resolve) => (answer = resolve)));
    const [one, other] = [new AbortController(), new AbortController()];
    const first = caught(client.accessToken({ signal: one.signal }));
    const second = client.accessToken({ signal: other.signal });
    one.abort(REASON);
    expect(await first).toBe(REASON);
    expect(fetched[0]?.signal.aborted).toBe(false);
    answer(token());
    expect((await second).value).toBe("token-1");

    const alone = fakeServer(() => NEVER);
    const gone = new AbortController();
    const last = caught(alone.client.accessToken({ signal: gone.signal }));
    await new Promise(setImmediate);
    gone.abort(REASON);
    expect(await last).toBe(REASON);
    expect(alone.fetched[0]?.signal.aborted).toBe(true);
  });

  test("ends a request", async () => {
    const { client, fetched } = fakeServer(withToken(() => NEVER));
    const gone = new AbortController();
    const error = caught(client.callerIds(AT).get("3", { signal: gone.signal }));
    await client.accessToken();
    await new Promise(setImmediate);
    gone.abort(REASON);
    expect(await error).toBe(REASON);
    expect(fetched.at(-1)?.signal.aborted).toBe(true);
  });

  test("ends a wait between retries", async () => {
    const { client, time } = fakeServer(withToken(() => json([], { status: 503 })));
    const gone = new AbortController();
    const error = caught(client.callerIds(AT).get("3", { signal: gone.signal }));
    await time.advance(0);
    expect(time.sleeping).toBe(1);
    gone.abort(REASON);
    expect(await error).toBe(REASON);
    expect(time.sleeping).toBe(0);
  });

  test("ends a wait for one's turn", async () => {
    const { client, time } = fakeServer(
      withToken(() => json(EMPTY_PAGE)),
      { requestsPerSecond: 0.1 },
    );
    await client.callerIds(AT).list().first();
    await client.callerIds(AT).list().first();
    const gone = new AbortController();
    const error = caught(client.callerIds(AT).get("3", { signal: gone.signal }));
    await time.advance(0);
    expect(time.sleeping).toBe(1);
    gone.abort(REASON);
    expect(await error).toBe(REASON);
    await time.advance(0);
    expect(time.sleeping).toBe(0);
  });

  test("before the call sends nothing", async () => {
    const { client, fetched } = fakeServer(withToken(() => json(EMPTY_PAGE)));
    const signal = AbortSignal.abort(REASON);
    expect(await caught(client.callerIds(AT).get("3", { signal }))).toBe(REASON);
    expect(await caught(client.accessToken({ signal }))).toBe(REASON);
    expect(fetched).toEqual([]);
  });

  test("leaves no listener behind", async () => {
    const { client } = fakeServer(withToken(() => json({ id: "3" })));
    const { signal } = new AbortController();
    let listeners = 0;
    const { addEventListener, removeEventListener } = signal;
    signal.addEventListener = (...given: Parameters<typeof addEventListener>) => {
      listeners += 1;
      addEventListener.apply(signal, given);
    };
    signal.removeEventListener = (...given: Parameters<typeof removeEventListener>) => {
      listeners -= 1;
      removeEventListener.apply(signal, given);
    };
    for (let count = 0; count < 3; count += 1) await client.callerIds(AT).get("3", { signal });
    expect(listeners).toBe(0);
  });
});

describe("a server that asks to wait", () => {
  const answers = (headers: Record<string, string>) => {
    let asked = 0;
    return fakeServer(
      withToken(() => {
        asked += 1;
        return asked === 1 ? json([], { status: 503, headers }) : json({ id: "3" });
      }),
      { random: () => 0 },
    );
  };

  test.each([
    ["in seconds", { "retry-after": "7" }, 7_000],
    [
      "with a date, by its own clock",
      { "retry-after": "Fri, 02 Oct 2015 11:41:30 GMT", date: "Fri, 02 Oct 2015 11:41:00 GMT" },
      30_000,
    ],
    ["with a date alone, by this clock", { "retry-after": "Fri, 02 Oct 2026 11:41:20 GMT" }, 20_000],
    ["with a date that is over", { "retry-after": "Thu, 01 Oct 2015 11:41:00 GMT" }, 0],
    ["in words", { "retry-after": "soon" }, 0],
  ])("%s", async (_, headers, wait) => {
    const { client, time } = answers(headers);
    await time.runUntil(client.callerIds(AT).get("3"));
    expect(time.passed).toBe(wait);
  });

  test("waits double, and are drawn at random", async () => {
    const { client, time } = fakeServer(withToken(() => json([], { status: 503 })));
    await time.runUntil(caught(client.callerIds(AT).get("3")));
    expect(time.passed).toBe((250 + 500 + 1_000 + 2_000) / 2);
  });
});

describe("the rate", () => {
  /** Milliseconds that 30 requests take at a host, one after the other. */
  const timeAt = async (options: Parameters<typeof fakeServer>[1]) => {
    const { client, time } = fakeServer(
      withToken(() => json({ id: "3" })),
      options,
    );
    const calls = Array.from({ length: 30 }, () => client.callerIds(AT).get("3"));
    await time.runUntil(Promise.all(calls));
    return time.passed;
  };

  test.each([
    "https://business.apple.com",
    "https://api-qualification.business.apple.com",
    "https://data-qualification.business.apple.com",
  ])("is 15 a second for %s, the token included", async (baseUrl) => {
    expect(await timeAt({ baseUrl })).toBeCloseTo(((31 - 3) * 1000) / 15, 2);
  });

  test("is any for other hosts, unless it is given", async () => {
    expect(await timeAt({ baseUrl: "http://127.0.0.1:8080" })).toBe(0);
    expect(await timeAt({ baseUrl: "https://callmark.example" })).toBe(0);
    expect(await timeAt({ baseUrl: "http://localhost", requestsPerSecond: 28 })).toBeCloseTo(1000, 2);
    expect(await timeAt({ baseUrl: "https://business.apple.com", requestsPerSecond: Infinity })).toBe(0);
  });
});

describe("the rate of a server that says it by refusals alone", () => {
  /** So long an answer is under way, in milliseconds. */
  const LATENCY = 20;

  /** What becomes of so many requests, from 16 callers, at a server with a bucket as large as a second's requests. */
  async function sentTo(perSecond: number, count: number, options: Parameters<typeof fakeServer>[1] = {}) {
    const sent = { refused: 0, taken: 0 };
    const bucket = { left: perSecond, at: 0 };
    const { client, time } = fakeServer(
      withToken(async () => {
        const left = Math.min(perSecond, bucket.left + ((time.passed - bucket.at) * perSecond) / 1000);
        const isTaken = left > 1 - 1e-4;
        Object.assign(bucket, { left: isTaken ? left - 1 : left, at: time.passed });
        sent[isTaken ? "taken" : "refused"] += 1;
        await time.sleep(LATENCY);
        return isTaken ? json({ id: "3" }) : json([], { status: 503, headers: { "retry-after": "1" } });
      }),
      options,
    );
    let left = count;
    const caller = async () => {
      while (left-- > 0) await client.callerIds(AT).get("3");
    };
    await time.runUntil(Promise.all(Array.from({ length: 16 }, caller)));
    return { ...sent, seconds: time.passed / 1000 };
  }

  test.each([
    [15, 600, {}],
    [15, 600, { requestsPerSecond: 100 }],
    [100, 3_000, {}],
  ])("is kept to: %d a second, %d requests, %o", async (perSecond, count, options) => {
    const { taken, refused, seconds } = await sentTo(perSecond, count, options);
    expect(taken).toBe(count);
    expect(refused / count).toBeLessThan(0.06);
    expect(seconds).toBeLessThan((1.1 * count) / perSecond);
  });

  test("is none where nothing is refused", async () => {
    expect(await sentTo(1_000, 960)).toEqual({ taken: 960, refused: 0, seconds: (60 * LATENCY) / 1000 });
  });
});

describe("secrets", () => {
  test("are in nothing that a client shows", async () => {
    const { client } = fakeServer(withToken(() => json([], { status: 404 })));
    const error = await caught(client.callerIds(AT).get("3"));
    expect(error).toBeInstanceOf(CallmarkError);
    for (const shown of [client, error]) {
      const text = inspect(shown, { depth: 9, showHidden: true }) + JSON.stringify(shown) + String(shown);
      expect(text).not.toMatch(/the-secret|token-1/);
    }
    expect(JSON.stringify(client)).toBe('{"baseUrl":"https://callmark.example"}');
  });

  test("go with no cookie and to no other place", async () => {
    const inits: RequestInit[] = [];
    const client = new CallmarkClient({
      baseUrl: "https://callmark.example",
      clientId: "a",
      clientSecret: "s",
      fetch: async (_, init = {}) => {
        inits.push(init);
        return token();
      },
    });
    await client.accessToken();
    expect(inits).toMatchObject([{ redirect: "manual", credentials: "omit", cache: "no-store" }]);
  });
});

describe("what is given", () => {
  const OPTIONS = { baseUrl: "https://callmark.example", clientId: "a", clientSecret: "s" };

  test.each([
    ["nonsense", "absolute URL"],
    ["ftp://callmark.example", "https:"],
    ["https://user:pass-word@callmark.example", "user or a password"],
    ["https://callmark.example/?a=1", "query"],
    ["https://callmark.example/#a", "fragment"],
    ["https://callmark.example/api/v1/", "before /api/v1"],
    ["http://callmark.example", "https:"],
    ["http://127.0.0.1.example", "https:"],
  ])("%s is no base URL", (baseUrl, why) => {
    const make = () => new CallmarkClient({ ...OPTIONS, baseUrl });
    expect(make).toThrow(TypeError);
    expect(make).toThrow(why);
    expect(make).not.toThrow(/pass-word/);
  });

  test.each([
    ["http://localhost:8080", "http://localhost:8080"],
    ["http://[::1]:8080/", "http://[::1]:8080"],
    ["http://127.9.9.9", "http://127.9.9.9"],
    [new URL("https://callmark.example/a/b//"), "https://callmark.example/a/b"],
  ])("%s is one", (baseUrl, base) => {
    expect(new CallmarkClient({ ...OPTIONS, baseUrl }).baseUrl).toBe(base);
  });

  test("plain HTTP over a network must be asked for", () => {
    const baseUrl = "http://callmark.internal:8080";
    expect(new CallmarkClient({ ...OPTIONS, baseUrl, allowPlainHttp: true }).baseUrl).toBe(baseUrl);
  });

  test.each([
    { clientId: "" },
    { clientSecret: "" },
    { timeout: 0 },
    { requestsPerSecond: 0 },
    { requestsPerSecond: Number.NaN },
    { retries: { attempts: 0 } },
  ])("%o is no option", (option) => {
    expect(() => new CallmarkClient({ ...OPTIONS, ...option })).toThrow();
  });

  test("an id is a text, of one segment", async () => {
    const { client } = fakeServer(() => token());
    expect(() => client.brands({ orgId: 9467 as unknown as string })).toThrow(TypeError);
    expect(() => client.callerIds({ orgId: "1", brandId: ".." })).toThrow(TypeError);
    expect(await caught(client.callerIds(AT).get(""))).toBeInstanceOf(TypeError);
    expect(await caught(client.brands(AT).delete({ id: "1", etag: 'a"\r\nx: y' }))).toBeInstanceOf(TypeError);
    const odd = fakeServer(withToken(() => json({ id: "a/b" })));
    await odd.client.callerIds({ orgId: "a/b", brandId: "é?" }).get("%2e");
    expect(odd.fetched.at(-1)?.url).toBe(
      "https://callmark.example/api/v1/orgs/a%2Fb/brands/%C3%A9%3F/caller-ids/%252e",
    );
  });

  test("what no header can hold is refused, and not sent again and again", async () => {
    const { client, fetched } = fakeServer(withToken(() => json(EMPTY_PAGE)));
    const stream = client.events(AT).stream({ lastEventId: "1\r\nx: y" });
    expect(await caught(Promise.resolve(stream[Symbol.asyncIterator]().next()))).toBeInstanceOf(TypeError);
    expect(fetched.filter((request) => !isTokenRequest(request))).toEqual([]);
  });

  test("a limit is a whole number, and a filter goes as it is", async () => {
    const { client, fetched } = fakeServer(withToken(() => json(EMPTY_PAGE)));
    const { list } = client.callerIds(AT);
    for (const limit of [0, -1, 1.5, Number.NaN]) expect(() => list({ limit })).toThrow(RangeError);
    await list({ where: "a==+1 and b=='x&y'", limit: 5 }).pages()[Symbol.asyncIterator]().next();
    const { searchParams } = new URL(fetched.at(-1)?.url ?? "");
    expect([...searchParams]).toEqual([
      ["ql", "a==+1 and b=='x&y'"],
      ["limit", "5"],
    ]);
    expect(await caught(list({ where: "a=='\ud800'" }).first())).toBeInstanceOf(TypeError);
  });
});

describe("an answer", () => {
  test("that is an error is read no further than it must be", async () => {
    let sent = 0;
    let isCancelled = false;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 65_536;
        controller.enqueue(new Uint8Array(65_536).fill(0x20));
      },
      cancel() {
        isCancelled = true;
      },
    });
    const { client } = fakeServer(withToken(() => new Response(endless, { status: 403 })));
    expect(await caught(client.callerIds(AT).get("3"))).toMatchObject({ name: "Forbidden", status: 403 });
    expect(isCancelled).toBe(true);
    expect(sent).toBeLessThan(1_000_000);
  });

  test("that is said to be longer than any is not read", async () => {
    let isCancelled = false;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(1_000)),
      cancel() {
        isCancelled = true;
      },
    });
    const headers = { "content-length": "1000000000" };
    const { client, time } = fakeServer(
      withToken(() => new Response(body, { headers })),
      {
        retries: { attempts: 1 },
      },
    );
    const error = await time.runUntil(caught(client.callerIds(AT).get("3")));
    expect(error).toBeInstanceOf(UnexpectedAnswer);
    expect(isCancelled).toBe(true);
  });

  test("may come in any pieces", async () => {
    const bytes = new TextEncoder().encode(JSON.stringify({ id: "3", name: "é\u{1F600}" }));
    const { client } = fakeServer(
      withToken(() => {
        const pieces = [...bytes].map((byte) => Uint8Array.of(byte));
        return new Response(
          new ReadableStream({
            pull: (controller) => {
              const piece = pieces.shift();
              if (piece === undefined) controller.close();
              else controller.enqueue(piece);
            },
          }),
        );
      }),
    );
    expect(await client.callerIds(AT).get("3")).toEqual({ id: "3", name: "é\u{1F600}" });
  });

  test("that does not come is waited for no longer than the timeout", async () => {
    const { client, fetched } = fakeServer(
      withToken(() => NEVER),
      { timeout: 5, retries: { attempts: 1 } },
    );
    expect(await caught(client.callerIds(AT).get("3"))).toBeInstanceOf(Timeout);
    expect(fetched.at(-1)?.signal.aborted).toBe(true);
  });
});

test("a client may wait for ever", async () => {
  const { client } = fakeServer(
    async (request) => {
      // Longer than a timer waits that is given more than it can wait for.
      await new Promise((resolve) => setTimeout(resolve, 20));
      return isTokenRequest(request) ? token() : json({ id: "3" });
    },
    { timeout: Infinity },
  );
  expect((await client.callerIds(AT).get("3")).id).toBe("3");
});

test("an iteration that is left asks for no further page", async () => {
  const { client, fetched } = fakeServer(
    withToken(() => json({ data: [{ id: "1" }, { id: "2" }], pagination: { cursors: { after: "x" } } })),
  );
  for await (const { id } of client.callerIds(AT).list()) if (id === "1") break;
  expect(fetched.filter((request) => !isTokenRequest(request))).toHaveLength(1);
});

import { describe, expect, test } from "vitest";
import { fakeServer, isTokenRequest, json, token } from "../../test/fake-server.ts";

const NUMBER = "+18005555555";
const SECOND = 1_000;

/** A create whose answers are all lost, and what is there that is found in its place. */
async function lostCreate(
  found: (now: number) => readonly object[],
  { serverAhead }: { readonly serverAhead?: number } = {},
) {
  const { client, fetched, time } = fakeServer(
    (request) => {
      if (isTokenRequest(request)) return token();
      if (request.method === "POST") throw new TypeError("fetch failed");
      const headers =
        serverAhead === undefined ? {} : { date: new Date(time.now() + serverAhead).toUTCString() };
      return json({ data: found(time.now()), pagination: {}, total: 1 }, { headers });
    },
    { retries: { attempts: 1 } },
  );
  await client.accessToken();
  const created = client.callerIds({ orgId: "1", brandId: "2" }).create({ phoneNumber: NUMBER });
  const outcome = await time.runUntil(
    created.then(
      ({ id }) => id,
      (error: Error) => error.name,
    ),
  );
  return { outcome, asked: fetched.filter(({ method }) => method === "GET").map(({ url }) => new URL(url)) };
}

const callerId = (createdMs: number, more: object = {}) => ({
  id: "3",
  state: "SUBMITTED",
  createdDate: new Date(createdMs).toISOString(),
  callerIdDetails: { phoneNumber: NUMBER },
  ...more,
});

describe("what a lost create is looked for as", () => {
  test("the number, exactly", async () => {
    const { asked } = await lostCreate(() => []);
    expect(asked.map(({ searchParams }) => [...searchParams])).toEqual([
      [["ql", `callerIdDetails.phoneNumber==${NUMBER}`]],
    ]);
  });

  test.each([
    ["as old as the call", 0, {}, "3"],
    ["a little older, as clocks differ", -30 * SECOND, {}, "3"],
    ["from before the call", -120 * SECOND, {}, "ConnectionLost"],
    ["as old as the call, by a clock that is an hour ahead", 3_600 * SECOND, { serverAhead: 3_600_000 }, "3"],
    [
      "from before the call, by a clock that is an hour ahead",
      3_590 * SECOND,
      { serverAhead: 3_600_000 },
      "ConnectionLost",
    ],
    [
      "as old as the call, by a clock that is an hour behind",
      -3_600 * SECOND,
      { serverAhead: -3_600_000 },
      "3",
    ],
  ] as const)("%s", async (_, age, options, outcome) => {
    expect((await lostCreate((now) => [callerId(now + age)], options)).outcome).toBe(outcome);
  });

  test.each([
    ["deleted", { state: "DELETED" }],
    ["of other details", { callerIdDetails: { phoneNumber: NUMBER, department: "d" } }],
  ])("nothing that is %s", async (_, more) => {
    expect((await lostCreate((now) => [callerId(now, more)])).outcome).toBe("ConnectionLost");
  });

  test("a department that is null is none", async () => {
    const details = { callerIdDetails: { phoneNumber: NUMBER, department: null } };
    expect((await lostCreate((now) => [callerId(now - 3_600_000), callerId(now, details)])).outcome).toBe(
      "3",
    );
  });
});

test("what nothing identifies is not looked for, and not sent again", async () => {
  const { client, fetched } = fakeServer((request) => {
    if (isTokenRequest(request)) return token();
    throw new TypeError("fetch failed");
  });
  const details = { categories: [], countryCodes: [], displayNames: [], urls: [] };
  const error = await client
    .brands({ orgId: "1" })
    .create(details)
    .catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ name: "ConnectionLost", outcomeUnknown: true });
  expect(fetched.filter((request) => !isTokenRequest(request))).toHaveLength(1);
});

test.each([
  [
    "brands",
    (client: ReturnType<typeof fakeServer>["client"]) =>
      client.brands({ orgId: "1" }).create({
        categories: ["a"],
        countryCodes: ["US"],
        displayNames: [
          { name: "Acme", locale: "en" },
          { name: "It's Acme*", locale: "en-US", primary: true },
        ],
        urls: [],
      }),
    "brandDetails.displayNames.name=='It\\'s Acme\\*';brandDetails.countryCodes==US",
  ],
  [
    "assets",
    (client: ReturnType<typeof fakeServer>["client"]) =>
      client
        .brandAssets({ orgId: "1", brandId: "2" })
        .create({ imageId: "b2c0c9d4-0000-4000-8000-000000000000", intent: "COVER_PHOTO" }),
    "brandAssetDetails.imageId==b2c0c9d4-0000-4000-8000-000000000000;brandAssetDetails.intent==COVER_PHOTO",
  ],
] as const)("%s are looked for by what identifies them", async (_, create, ql) => {
  const { client, fetched, time } = fakeServer(
    (request) => {
      if (isTokenRequest(request)) return token();
      if (request.method === "POST") throw new TypeError("fetch failed");
      return json({ data: [] });
    },
    { retries: { attempts: 1 } },
  );
  await time.runUntil<unknown>(create(client).catch(() => {}));
  expect(new URL(fetched.at(-1)?.url ?? "").searchParams.get("ql")).toBe(ql);
});

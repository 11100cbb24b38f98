import { randomInt } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { pngOf } from "../../packages/server/test/pixels.ts";
import { openReceiver } from "../../packages/server/test/receiver.ts";
import { type Answer, callerIdOf, summaryOf } from "../support/answer.ts";
import type { Api } from "../support/api.ts";
import { allNotices, ask, eventually, inOrg, type Notice } from "../support/events.ts";
import { temporaryFolder } from "../support/folder.ts";
import { metadataOf, upload } from "../support/images.ts";
import { newPlace } from "../support/place.ts";
import { type Program, runProgram, startProgram } from "../support/program.ts";
import { freshNumber, newWorld, openRegistry } from "../support/world.ts";

const CODE = "VALIDATION__PhoneNumberOwnershipNotIndependentlyVerifiable";
/** What a create is answered that was done already. */
const CREATED_BEFORE = "400 VALIDATION__PhoneNumberIsMatched";
const COUNT = 1_000;
/** How many ask at the same time. */
const CLIENTS = 8;
const KILLS = 5;

const RULES = [
  { kind: "callerId", where: "callerIdDetails.phoneNumber==*00", outcome: "reject", codes: [CODE] },
  {
    kind: "callerId",
    where: "callerIdDetails.phoneNumber==*50",
    outcome: "fail",
    codes: [CODE],
    note: "no time",
  },
  // The new version of what is published waits, so that it can be seen that the old one is in force meanwhile.
  {
    kind: "callerId",
    where: "callerIdDetails.department==department.general.support.service_center",
    outcome: "publish",
    seconds: 4,
  },
  { kind: "callerId", where: "callerIdDetails.phoneNumber==*7", outcome: "publish", failures: 1 },
];
/** All that a registry asks of a brand unless it is told otherwise. */
const STRICT = {
  CALLMARK_REQUIRE_SHARED_BRAND: "required",
  CALLMARK_REQUIRE_PUBLISHED_BRAND: "current",
  CALLMARK_REQUIRE_PUBLISHED_LOGO: "current",
};
const OUTCOMES: Readonly<Record<string, string>> = {
  PUBLISHED: "PROCESSING_SUCCESSFUL",
  REJECTED: "VALIDATION_FAILURE",
  FAILED: "PROCESSING_FAILURE",
};

/** `callmark serve`, which somebody may kill; whoever asks waits until it is there again, and asks once more. */
class Server implements AsyncDisposable {
  readonly #options: Parameters<typeof startProgram>[0];
  #program: Promise<Program>;

  constructor(options: Parameters<typeof startProgram>[0]) {
    this.#options = options;
    this.#program = startProgram(options);
  }

  program(): Promise<Program> {
    return this.#program;
  }

  /** Kills it as it is, and starts it anew. */
  async killAndStart(): Promise<void> {
    const killed = await this.#program;
    killed.signal("SIGKILL");
    await killed.ended;
    this.#program = startProgram(this.#options);
    await this.#program;
  }

  /** An answer to a request, which is asked again as long as there is none. */
  async answer(request: (url: string) => Promise<Answer>): Promise<Answer> {
    for (;;) {
      const { url } = await this.#program;
      try {
        const answer = await request(url);
        if (answer.status !== 503) return answer;
      } catch (error) {
        if (!isCutOff(error)) throw error;
      }
      await sleep(50);
    }
  }

  async [Symbol.asyncDispose]() {
    await (await this.#program)[Symbol.asyncDispose]();
  }
}

/** Was the connection lost, so that nobody knows whether it was done? */
function isCutOff(error: unknown): boolean {
  const { code, cause } = error as { code?: string; cause?: { code?: string } };
  const codes = ["ECONNRESET", "ECONNREFUSED", "EPIPE", "UND_ERR_SOCKET"];
  return codes.includes(code ?? "") || codes.includes(cause?.code ?? "");
}

/** Does something for each, so many at a time. */
async function each<Item>(items: readonly Item[], act: (item: Item) => Promise<void>): Promise<void> {
  const left = [...items];
  const client = async () => {
    for (let item = left.pop(); item !== undefined; item = left.pop()) await act(item);
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
}

/**
 * An org's brand from its first details to the end of a partner's work on it. `meanwhile` is told the server while the
 * partner creates, and while what was created is reviewed.
 */
async function story(meanwhile: (server: Server, isOver: () => boolean) => Promise<void>): Promise<void> {
  await using folder = await temporaryFolder();
  await using place = await newPlace();
  await using receiver = await openReceiver();
  const script = join(folder.path, "script.json");
  writeFileSync(script, JSON.stringify({ rules: RULES }));
  const environment = {
    ...STRICT,
    CALLMARK_DATABASE_URL: place.databaseUrl,
    CALLMARK_REVIEW: "script",
    CALLMARK_REVIEW_SCRIPT: script,
    CALLMARK_REVIEW_DELAY: "0",
    CALLMARK_WEBHOOK_ALLOW_PRIVATE: "true",
  };
  await using server = new Server({ databaseUrl: place.databaseUrl, environment });
  const program = await server.program();
  const store = await openRegistry(program);
  const [{ api: owner }, { api: partner }] = [await newWorld(program, store), await newWorld(program, store)];
  await store[Symbol.asyncDispose]();
  const admin = async (...args: string[]) => {
    const { code, stderr } = await runProgram(["admin", ...args], environment);
    expect([code, stderr]).toEqual([0, ""]);
  };

  // A brand with details, and its logo, as the org writes them.
  const brandId = await published(owner, "brands", {
    brandDetails: {
      categories: ["dining"],
      countryCodes: ["US"],
      displayNames: [{ name: "Story", locale: "en", primary: true }],
      urls: [{ url: "https://example.com", type: "HOMEPAGE" }],
    },
  });
  const brand = owner.at({ brandId });
  const work = partner.at({ orgId: owner.orgId, brandId });
  const early = await work.create({ phoneNumber: freshNumber() });
  expect(summaryOf(early)).toBe("403 Forbidden");
  const image = metadataOf(
    await upload(owner, { bytes: await pngOf(1024, 1024), filename: "logo.png", contentType: "image/png" }),
  );
  await published(owner, `brands/${brandId}/assets`, {
    brandAssetDetails: {
      imageId: image.id,
      intent: "PLACECARD_LOGO",
      altTexts: [{ text: "The logo", locale: "en" }],
    },
  });
  await admin("delegation", "add", "--brand", brandId, "--to", partner.orgId);
  const secretFile = join(folder.path, "secret");
  writeFileSync(secretFile, receiver.secret);
  await admin("webhook", "add", "--org", owner.orgId, "--url", receiver.url, "--secret-file", secretFile);
  const checks = receiver.received.length;

  // The partner creates what the review then decides on.
  const numbers = Array.from({ length: COUNT }, () => freshNumber());
  let isOver = false;
  const disturbance = meanwhile(server, () => isOver);
  await each(numbers, async (phoneNumber) => {
    const answer = await server.answer((url) => work.at({ url }).create({ phoneNumber }));
    // What was cut off may have been done all the same.
    if (answer.status !== 201) expect(summaryOf(answer)).toBe(CREATED_BEFORE);
  });
  const everything = async () => listed(server, work);
  const settled = await eventually(everything, (all) => all.every(({ state }) => state in OUTCOMES));
  isOver = true;
  await disturbance;
  expect(settled.map(({ callerIdDetails }) => callerIdDetails.phoneNumber).sort()).toEqual(numbers.sort());
  for (const { callerIdDetails, state } of settled) {
    const end = callerIdDetails.phoneNumber.slice(-2);
    const expected = { "00": "REJECTED", "50": "FAILED" }[end] ?? "PUBLISHED";
    expect(state, callerIdDetails.phoneNumber).toBe(expected);
  }

  // One of them is updated: what was published stays in force until its next version is.
  const first = settled.find(({ state }) => state === "PUBLISHED");
  if (first === undefined) throw new Error("Nothing was published");
  const details = { ...first.callerIdDetails, department: "department.general.support.service_center" };
  const here = work.at({ url: (await server.program()).url });
  const next = callerIdOf(await here.update(first.id, `"${first.etag}"`, details));
  const inForce = await versionOf(place.databaseUrl, brand, first.id);
  expect([next.state, inForce]).toEqual(["SUBMITTED", first.etag]);
  await eventually(
    async () => callerIdOf(await here.get(first.id)),
    ({ state }) => state === "PUBLISHED",
  );
  expect(await versionOf(place.databaseUrl, brand, first.id)).toBe(next.etag);

  // Each way of being told agrees with what is there.
  const states = new Map(
    (await everything()).map(({ id, etag, state }) => [`${id}_${etag}_${OUTCOMES[state]}`, state]),
  );
  states.set(`${first.id}_${first.etag}_PROCESSING_SUCCESSFUL`, "PUBLISHED");
  expect(states.size).toBe(COUNT + 1);
  const { url } = await server.program();
  const ofNumbers = "ql=resourceType==BUSINESS_CALLER_ID&limit=500";
  for (const reader of [owner, work]) {
    const { authorization } = reader;
    const notifications = await allNotices(url, inOrg(owner, `notifications?${ofNumbers}`), authorization);
    expectAgreement(notifications, states);
    const feedback = await allNotices(url, inOrg(owner, `feedback?${ofNumbers}`), authorization);
    expectAgreement(feedback, states);
    for (const { type, validationReports = [], processingReports = [] } of feedback) {
      const codes = [...validationReports, ...processingReports].map(({ code }) => code);
      expect(codes).toEqual(type === "PROCESSING_SUCCESSFUL" ? [] : [CODE]);
    }
    const [one] = notifications;
    const linked = await allNotices(url, one?.feedbackUrl ?? "", authorization);
    expect(linked.map(({ id }) => id)).toEqual([one?.id]);
    const byCode = await allNotices(url, inOrg(owner, `feedback?ql=code==${CODE}&limit=500`), authorization);
    const rejected = [...states.values()].filter((state) => state !== "PUBLISHED");
    expect(byCode).toHaveLength(rejected.length);
  }
  const deliveries = () => {
    const told = receiver.received.slice(checks).map(({ body }) => JSON.parse(body) as Notice);
    return [...new Map(told.map((one) => [one.id, one])).values()];
  };
  await receiver.until(() => deliveries().length >= states.size);
  expectAgreement(deliveries(), states);
  expect(receiver.received.slice(checks).every(({ isSigned }) => isSigned)).toBe(true);

  // The delegation ends, and the partner is out.
  await admin("delegation", "remove", "--brand", brandId, "--to", partner.orgId);
  expect(summaryOf(await here.get(first.id))).toBe("403 Forbidden");
  expect(summaryOf(await here.create({ phoneNumber: freshNumber() }))).toBe("403 Forbidden");
  const feedback = await ask(url, { target: inOrg(owner, "feedback"), headers: partner.authorization });
  expect(summaryOf(feedback)).toBe("403 Forbidden");
  expect((await brand.at({ url }).get(first.id)).status).toBe(200);
  const own = await allNotices(url, inOrg(partner, "notifications"), partner.authorization);
  expect(own.map(({ type, operation }) => [type, operation])).toEqual([
    ["DELEGATION", "DELETE"],
    ["DELEGATION", "CREATE"],
  ]);
}

/** Creates something in an org, and waits until it is published; its id. */
async function published(api: Api, collection: string, body: object): Promise<string> {
  const target = inOrg(api, collection);
  const headers = { "content-type": "application/json" };
  const own = { ...api.authorization, ...headers };
  const made = await ask(api.url, { method: "POST", target, headers: own, body: JSON.stringify(body) });
  const { id } = callerIdOf(made);
  await eventually(
    async () => callerIdOf(await ask(api.url, { target: `${target}/${id}`, headers: api.authorization })),
    ({ state }) => state === "PUBLISHED",
  );
  return id;
}

type Listed = ReturnType<typeof callerIdOf>;

async function listed(server: Server, api: Api): Promise<readonly Listed[]> {
  const answer = await server.answer((url) => api.at({ url }).list(`limit=${COUNT}`));
  expect(answer.status).toBe(200);
  return (JSON.parse(answer.text) as { readonly data: readonly Listed[] }).data;
}

/** The etag of what is in force now. */
async function versionOf(
  databaseUrl: string,
  { orgId, brandId }: Api,
  id: string,
): Promise<string | undefined> {
  await using store = await openRegistry({ databaseUrl });
  const collection = { orgId, parentId: brandId };
  return (await store.findVersion({ kind: "callerId", collection, id, at: Date.now() }))?.etag;
}

function expectAgreement(notices: readonly Notice[], states: ReadonlyMap<string, string>): void {
  const told = notices.map(({ id, resourceDetails }) => [id, resourceDetails.state]);
  expect(told.sort()).toEqual([...states].sort());
}

test(
  "a brand, its partner, a thousand numbers, their review, and all who are told",
  { timeout: 240_000 },
  () => story(async () => {}),
);

test("the same while the server is killed again and again", { timeout: 300_000 }, () =>
  story(async (server, isOver) => {
    for (let kill = 0; kill < KILLS && !isOver(); kill += 1) {
      await sleep(randomInt(200, 1_500));
      await server.killAndStart();
    }
  }),
);

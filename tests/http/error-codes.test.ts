import { type Code, ERROR_CODES, LIMITS } from "@callmark/contract";
import { beforeAll, expect, test } from "vitest";
import { pngOf } from "../../packages/server/test/pixels.ts";
import { type Answer, callerIdOf, errorOf, pageOf, summaryOf } from "../support/answer.ts";
import type { Api } from "../support/api.ts";
import { uploadLogo } from "../support/brands.ts";
import { upload } from "../support/images.ts";
import { openPlainDatabase } from "../support/plain-database.ts";
import { sharedProgram, startProgram } from "../support/program.ts";
import { sendRaw } from "../support/raw-connection.ts";
import { write } from "../support/resources.ts";
import {
  freshId,
  freshNumber,
  newWorld,
  openRegistry,
  sharedRegistry,
  type World,
} from "../support/world.ts";

const program = sharedProgram({ environment: { CALLMARK_QUERY_QUEUE: "0" } });
const registry = sharedRegistry(program);
let world: World;
let api: Api;

beforeAll(async () => {
  world = await newWorld(program(), registry());
  ({ api } = world);
});

/** A request that gets the code, for each code that there is. */
const PRODUCED: Readonly<Record<Code, () => Promise<Answer>>> = {
  BadRequest: () => sendRaw(program().url, "GET", `${api.collection}?ql=é`, api.authorization),
  InvalidQuery: () => api.list("ql=state"),
  InvalidCursor: () => api.list("after=x"),
  InvalidLimit: () => api.list("limit=0"),
  UnknownParameter: () => api.list("x=1"),
  DuplicateParameter: () => api.list("limit=1&limit=1"),
  InvalidBody: () => api.post("{"),
  InvalidImage: () => upload(api, { bytes: Buffer.from("GIF89a"), filename: "logo.gif" }),
  TooManyImages: oneTooMany,
  InvalidPhoneNumber: () => api.call({ target: "/registry/v1/callers/5550123" }),
  IfMatchRequired: async () => {
    const { id } = callerIdOf(await api.create({ phoneNumber: freshNumber() }));
    return api.remove(id, "");
  },
  Unauthorized: () => api.at({ token: "x" }).list(),
  Forbidden: () => api.at({ orgId: freshId() }).list(),
  NotFound: () => api.get("1"),
  MethodNotAllowed: () => api.call({ method: "PATCH", target: api.collection }),
  PreconditionFailed: async () => {
    const { id } = callerIdOf(await api.create({ phoneNumber: freshNumber() }));
    return api.remove(id, '"another"');
  },
  PayloadTooLarge: () => api.post(" ".repeat(LIMITS.bodyBytes + 1)),
  UnsupportedMediaType: () => api.call({ method: "POST", target: api.collection, body: "{}" }),
  InternalServerError: broken,
  ServiceUnavailable: locked,
  QueryTooExpensive: crowded,
};

/** A program whose table somebody has dropped. */
async function broken(): Promise<Answer> {
  await using own = await startProgram();
  await using store = await openRegistry(own);
  const { api: there } = await newWorld(own, store);
  await using database = await openPlainDatabase(own);
  await database.exec("drop table caller_ids");
  const answer = await there.call({ target: `${there.collection}/1`, mayFail: true });
  // The body shows the request's id and nothing else of what happened; the log has the rest.
  const requestId = answer.headers["apple-request-id"];
  expect(errorOf(answer).context).toEqual({ requestId });
  expect(answer.text).not.toMatch(/table|caller_ids|relation|sqlite|postgres|\.ts/i);
  const { stderr } = await own.stop();
  const line = stderr
    .split("\n")
    .find((text) => text.includes(`"${requestId}"`) && /no such table|does not exist/.test(text));
  expect(line).toBeDefined();
  return answer;
}

/** An upload to an org that has as many images as it may. */
async function oneTooMany(): Promise<Answer> {
  await using own = await startProgram({ environment: { CALLMARK_IMAGES_PER_ORG: "1" } });
  await using store = await openRegistry(own);
  const { api: there } = await newWorld(own, store);
  await uploadLogo(there);
  const answer = await upload(there, { bytes: await pngOf(4, 4), filename: "small.png" });
  expect(errorOf(answer).message).toBe("The organization has as many images as it may have: 1");
  // It is said before anybody looks into the file.
  const none = await upload(there, { bytes: Buffer.from("no image"), filename: "small.png" });
  expect(errorOf(none)).toMatchObject({ code: "TooManyImages" });
  return answer;
}

/** A create while somebody else holds the database. */
async function locked(): Promise<Answer> {
  const phoneNumber = freshNumber();
  await using database = await openPlainDatabase(program());
  await database.hold();
  const [answer, listed] = await Promise.all([api.create({ phoneNumber }), api.list()]);
  expect(listed.status).toBe(200);
  await database.release();
  expect(answer.headers["retry-after"]).toMatch(/^[0-9]+$/);
  // Nothing was changed: the same request may be sent again.
  expect((await api.create({ phoneNumber })).status).toBe(201);
  return answer;
}

/** Filters that have to scan, more of them at once than there are threads for; cheap requests go on meanwhile. */
async function crowded(): Promise<Answer> {
  const brand = await world.addBrand();
  await write(
    registry(),
    brand,
    Array.from({ length: 5_000 }, () => ({})),
  );
  for (let round = 0; ; round++) {
    const scans = Array.from({ length: 8 }, (_, index) =>
      brand.find(`callerIdDetails.phoneNumber==*${round}*${index}*1*`),
    );
    const cheap = Array.from({ length: 8 }, () => brand.list("limit=1"));
    const answers = await Promise.all(scans);
    expect((await Promise.all(cheap)).map((answer) => pageOf(answer).total)).toEqual(Array(8).fill(5_000));
    expect(answers.some(({ status }) => status === 200)).toBe(true);
    const refused = answers.find(({ status }) => status !== 200);
    if (refused !== undefined) return refused;
  }
}

test.each(Object.keys(ERROR_CODES) as Code[])("%s is produced, with its status", async (code) => {
  expect(summaryOf(await PRODUCED[code]())).toBe(`${ERROR_CODES[code].status} ${code}`);
});

test("every code that exists is in the table above, and no other", () => {
  expect(Object.keys(PRODUCED).sort()).toEqual(Object.keys(ERROR_CODES).sort());
});

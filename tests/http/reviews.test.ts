import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { jpegOf } from "../../packages/server/test/pixels.ts";
import { type Answer, callerIdOf, errorsOf, summaryOf } from "../support/answer.ts";
import { type Api, bearer, JSON_HEADERS } from "../support/api.ts";
import { assetOf, assetsAt, atNewBrand, brandsAt, uploadLogo } from "../support/brands.ts";
import { allNotices, ask, eventually, inOrg } from "../support/events.ts";
import { type Folder, temporaryFolder } from "../support/folder.ts";
import { metadataOf, upload } from "../support/images.ts";
import { sharedProgram, startProgram } from "../support/program.ts";
import {
  addAccount,
  addReviewer,
  addToken,
  freshId,
  freshNumber,
  newWorld,
  openRegistry,
  sharedRegistry,
} from "../support/world.ts";

const program = sharedProgram();
const registry = sharedRegistry(program);
const CODE = "VALIDATION__PhoneNumberOwnershipNotIndependentlyVerifiable";
const QUEUE = "/review/v1/reviews";
let api: Api;
let reviewer: Readonly<Record<string, string>>;

beforeAll(async () => {
  ({ api } = await newWorld(program(), registry()));
  reviewer = bearer((await addReviewer(registry())).token);
});

interface Waiting {
  readonly id: string;
  readonly brandId: string;
  readonly orgId: string;
  readonly etag: string;
  readonly attempts: number;
}
interface Queue {
  readonly data: readonly Waiting[];
  readonly pagination: { readonly next?: string };
  readonly total: number;
}

const get = (target: string, headers = reviewer) => ask(program().url, { target, headers });
const pathOf = ({ id }: { id: string }, brandId = api.brandId) => `${QUEUE}/caller-ids/${brandId}/${id}`;
const decide = (
  id: string,
  decision: object | string,
  headers: Readonly<Record<string, string>> = reviewer,
) =>
  ask(program().url, {
    method: "POST",
    target: `${pathOf({ id })}/decision`,
    headers: { ...JSON_HEADERS, ...headers },
    body: typeof decision === "string" ? decision : JSON.stringify(decision),
  });
const create = async (details = {}) =>
  callerIdOf(await api.create({ phoneNumber: freshNumber(), ...details }));
const stateOf = async (id: string) => callerIdOf(await api.get(id)).state;
const feedbackOf = async (id: string) =>
  (await allNotices(api.url, inOrg(api, `feedback?ql=resourceId==${id}`), api.authorization))[0];
const queueOf = (answer: Answer): Queue => {
  expect(answer.status).toBe(200);
  return JSON.parse(answer.text) as Queue;
};

describe("what waits", () => {
  test("is listed oldest first, with how much there is, a page at a time", async () => {
    const made = [await create(), await create(), await create()];
    const ids: string[] = [];
    let total = 0;
    for (let target: string | undefined = `${QUEUE}?limit=2`; target !== undefined; ) {
      const page = queueOf(await get(target));
      ids.push(...page.data.map(({ id }) => id));
      total = page.total;
      target = page.pagination.next;
    }
    expect(ids.filter((id) => made.some((one) => one.id === id))).toEqual(made.map(({ id }) => id));
    expect(total).toBe(ids.length);
    const [first] = made;
    if (first === undefined) throw new Error("None was made");
    const found = queueOf(await get(`${QUEUE}?limit=1000`)).data.find(({ id }) => id === first.id);
    expect(found).toEqual({
      resourceType: "BUSINESS_CALLER_ID",
      orgId: api.orgId,
      brandId: api.brandId,
      id: first.id,
      etag: first.etag,
      submittedDate: first.updatedDate,
      attempts: 0,
    });
  });

  test("is shown with the resource, its etag in the header", async () => {
    const one = await create({ department: "department.general.support.service_center" });
    const resource: unknown = JSON.parse((await api.get(one.id)).text);
    const answer = await get(pathOf(one));
    expect([answer.status, answer.headers.etag]).toEqual([200, `"${one.etag}"`]);
    expect(JSON.parse(answer.text)).toMatchObject({ id: one.id, etag: one.etag, resource });
    expect(JSON.parse(answer.text).codes).toContain(CODE);
    const head = await ask(program().url, { method: "HEAD", target: pathOf(one), headers: reviewer });
    expect([head.status, head.body.length]).toEqual([200, 0]);
  });

  test("is shown with what to judge it by: its brand, and an asset's picture", async () => {
    const own = await atNewBrand(api);
    const brand: unknown = JSON.parse((await brandsAt(api).get(own.brand.id)).text);
    const callerId = callerIdOf(await own.create({ phoneNumber: freshNumber() }));
    const seen = JSON.parse((await get(pathOf(callerId, own.brandId))).text);
    expect(seen.evidence).toEqual({ brand });

    const imageId = await uploadLogo(own);
    const asset = assetOf(await assetsAt(own).create({ imageId, intent: "PLACECARD_LOGO" }));
    const logo = JSON.parse((await get(`${QUEUE}/assets/${own.brandId}/${asset.id}`)).text);
    expect(logo.evidence).toEqual({ brand, image: expect.objectContaining({ id: imageId, width: 1024 }) });

    const ofBrand = JSON.parse((await get(`${QUEUE}/brands/${own.brandId}/${own.brandId}`)).text);
    expect(ofBrand).toMatchObject({ resource: brand, evidence: {} });
  });
});

describe("a decision", () => {
  test("publishes, keeps the etag, and takes it out of the queue", async () => {
    const { id, etag } = await create();
    const answer = await decide(id, { etag, decision: "APPROVE" });
    expect([answer.status, answer.headers.etag, answer.text]).toEqual([204, `"${etag}"`, ""]);
    expect(callerIdOf(await api.get(id))).toMatchObject({ state: "PUBLISHED", etag });
    expect(summaryOf(await get(pathOf({ id })))).toBe("404 NotFound");
    expect(summaryOf(await decide(id, { etag, decision: "APPROVE" }))).toBe("404 NotFound");
    expect(await feedbackOf(id)).toMatchObject({ type: "PROCESSING_SUCCESSFUL", validationReports: [] });
  });

  test("rejects by a rule, which the reports name with the number", async () => {
    const { id, etag, callerIdDetails } = await create();
    expect((await decide(id, { etag, decision: "REJECT", code: CODE, note: "no" })).status).toBe(204);
    expect(await stateOf(id)).toBe("REJECTED");
    const told = await feedbackOf(id);
    expect(told).toMatchObject({
      type: "VALIDATION_FAILURE",
      validationReports: [{ code: CODE }],
      processingReports: [],
    });
    expect(JSON.stringify(told)).toContain(callerIdDetails.phoneNumber);
  });

  test("says that it could not be reviewed", async () => {
    const { id, etag } = await create();
    expect((await decide(id, { etag, decision: "FAIL", code: CODE })).status).toBe(204);
    expect(await stateOf(id)).toBe("FAILED");
    expect(await feedbackOf(id)).toMatchObject({
      type: "PROCESSING_FAILURE",
      processingReports: [{ code: CODE }],
    });
  });

  test("on a version that was replaced changes nothing; the new one waits by itself", async () => {
    const { id, etag, callerIdDetails } = await create();
    const next = callerIdOf(
      await api.update(id, `"${etag}"`, {
        ...callerIdDetails,
        department: "department.general.support.service_center",
      }),
    );
    expect(summaryOf(await decide(id, { etag, decision: "APPROVE" }))).toBe("412 PreconditionFailed");
    expect(callerIdOf(await api.get(id))).toMatchObject({ state: "SUBMITTED", etag: next.etag });
    expect((await decide(id, { etag: next.etag, decision: "APPROVE" })).status).toBe(204);
  });

  test("of two at once, one is taken", async () => {
    const { id, etag } = await create();
    const answers = await Promise.all([
      decide(id, { etag, decision: "APPROVE" }),
      decide(id, { etag, decision: "REJECT", code: CODE }),
      decide(id, { etag, decision: "FAIL" }),
    ]);
    expect(answers.map(summaryOf).sort()).toEqual(["204", "404 NotFound", "404 NotFound"]);
    expect(
      await allNotices(api.url, inOrg(api, `feedback?ql=resourceId==${id}`), api.authorization),
    ).toHaveLength(1);
  });

  test("does not reject by a rule that only warns", async () => {
    const { id, etag } = await create();
    const code = "VALIDATION__PhoneNumberIsPremiumRate";
    expect(summaryOf(await decide(id, { etag, decision: "REJECT", code }))).toBe("400 InvalidBody");
    expect(await stateOf(id)).toBe("SUBMITTED");
  });

  test.each(["CallerIdRequiresPublishedBrand", "CallerIdBrandNotSharedWithPartner"])(
    "by %s names the brand in its report, or is refused",
    async (name) => {
      const { id, etag } = await create();
      const code = `VALIDATION__${name}`;
      const { status } = await decide(id, { etag, decision: "REJECT", code });
      if (status === 400) return;
      expect(await feedbackOf(id)).toMatchObject({
        validationReports: [{ code, context: { id: api.brandId } }],
      });
    },
  );

  test("leaves no template in a report unfilled, or is refused", async () => {
    const { id, etag } = await create();
    const code = "VALIDATION__DepartmentMustBeValid";
    const { status } = await decide(id, { etag, decision: "REJECT", code });
    if (status === 400) return;
    expect(await feedbackOf(id)).toMatchObject({
      validationReports: [{ code, context: { value: expect.any(String) } }],
    });
  });

  test("that is none is told which there are", async () => {
    const { id, etag } = await create();
    expect(errorsOf(await decide(id, { etag, decision: "approve" }))).toEqual([
      {
        code: "InvalidBody",
        message: "$.decision must be one of APPROVE, REJECT, FAIL",
        context: { path: "$.decision" },
      },
    ]);
  });

  test.each([
    ["no JSON", "{", "400 InvalidBody"],
    ["no etag", { decision: "APPROVE" }, "400 InvalidBody"],
    ["another word", { etag: "E", decision: "PUBLISH" }, "400 InvalidBody"],
    ["a member more", { etag: "E", decision: "APPROVE", more: 1 }, "400 InvalidBody"],
    ["a code with an approval", { etag: "E", decision: "APPROVE", code: CODE }, "400 InvalidBody"],
    ["a rejection without a code", { etag: "E", decision: "REJECT" }, "400 InvalidBody"],
    ["a code that is none", { etag: "E", decision: "REJECT", code: "VALIDATION__Nope" }, "400 InvalidBody"],
    [
      "another kind's code",
      { etag: "E", decision: "REJECT", code: "VALIDATION__PhotoRejected" },
      "400 InvalidBody",
    ],
  ])("with %s is refused", async (_, body, expected) => {
    const { id, etag } = await create();
    const whole = typeof body === "string" ? body : JSON.stringify(body).replace('"E"', JSON.stringify(etag));
    expect(summaryOf(await decide(id, whole))).toBe(expected);
    expect(await stateOf(id)).toBe("SUBMITTED");
  });
});

describe("who may review", () => {
  test("a reviewer may do nothing else", async () => {
    const { id } = await create();
    for (const target of [
      api.collection,
      `${api.collection}/${id}`,
      inOrg(api, "feedback"),
      inOrg(api, "notifications"),
      inOrg(api, "events/stream"),
      inOrg(api, "brands"),
      "/api/v1/orgs/self",
    ]) {
      expect(summaryOf(await get(target)), target).toBe("403 Forbidden");
    }
  });

  test("no account of an org may review, whatever it may else", async () => {
    const { id, etag } = await create();
    for (const permission of ["read-write", "read-only"] as const) {
      const { clientId } = await addAccount(registry(), api.orgId, permission);
      const own = bearer(await addToken(registry(), clientId, 60_000));
      for (const target of [QUEUE, pathOf({ id }), `${QUEUE}/nonsense`, "/review/v1/nonsense"]) {
        expect(summaryOf(await get(target, own)), target).toBe("403 Forbidden");
      }
      expect(summaryOf(await decide(id, { etag, decision: "APPROVE" }, own))).toBe("403 Forbidden");
    }
    expect(summaryOf(await get(QUEUE, {}))).toBe("401 Unauthorized");
    expect(await stateOf(id)).toBe("SUBMITTED");
  });

  test("a reviewer who is removed is out at once", async () => {
    const other = await addReviewer(registry());
    expect((await get(QUEUE, bearer(other.token))).status).toBe(200);
    await registry().removeAccounts({ clientId: other.clientId });
    expect(summaryOf(await get(QUEUE, bearer(other.token)))).toBe("401 Unauthorized");
    expect(summaryOf(await decide("1", {}, bearer(other.token)))).toBe("401 Unauthorized");
  });
});

test.each([
  ["GET", `${QUEUE}/caller-ids/1/1`, "404 NotFound"],
  ["GET", `${QUEUE}/numbers/1/1`, "404 NotFound"],
  ["GET", `${QUEUE}/caller-ids/x/1`, "404 NotFound"],
  ["GET", `${QUEUE}/caller-ids/1`, "404 NotFound"],
  ["GET", "/review/v1/nonsense", "404 NotFound"],
  ["GET", `${QUEUE}/caller-ids/1/1/decision`, "405 MethodNotAllowed"],
  ["POST", QUEUE, "405 MethodNotAllowed"],
  ["PUT", `${QUEUE}/caller-ids/1/1`, "405 MethodNotAllowed"],
  ["GET", `${QUEUE}?x=1`, "400 UnknownParameter"],
  ["GET", `${QUEUE}?limit=0`, "400 InvalidLimit"],
  ["GET", `${QUEUE}?after=x`, "400 InvalidCursor"],
  ["GET", `${QUEUE}?ql=id==1`, "400 UnknownParameter"],
  ["POST", `${QUEUE}/caller-ids/1/1/decision`, "415 UnsupportedMediaType"],
])("%s %s: %s", async (method, target, expected) => {
  const answer = await ask(program().url, { method, target, headers: reviewer });
  expect(summaryOf(answer)).toBe(expected);
  if (answer.status === 405) expect(answer.headers.allow).toBeTruthy();
});

/** A cover photo in a new brand, of such a height, its width being 1600: one of 1040 has the right ratio. */
async function newCover(at: Api, height: number) {
  const own = await atNewBrand(at);
  const bytes = await jpegOf(1600, height);
  const { id: imageId } = metadataOf(await upload(own, { bytes, filename: "cover.jpg" }));
  const asset = assetOf(await assetsAt(own).create({ imageId, intent: "COVER_PHOTO" }));
  const reports = async () => {
    const target = inOrg(own, `feedback?ql=resourceId==${asset.id};type==VALIDATION_FAILURE`);
    const told = await allNotices(own.url, target, own.authorization);
    return told.map(({ validationReports }) => validationReports);
  };
  return { asset, reports, at: own, current: async () => assetOf(await assetsAt(own).get(asset.id)) };
}
const RATIO = "VALIDATION__AspectRatioMustBeWithinRangeForBrandCoverPhotoIntent";

describe("what the review finds by itself", () => {
  test("is rejected before a reviewer is asked, and nobody can approve it", async () => {
    const { asset, reports, at, current } = await newCover(api, 1100);
    expect(asset).toMatchObject({ state: "SUBMITTED", validationReports: [] });
    expect(await current()).toMatchObject({ state: "REJECTED", etag: asset.etag });
    expect(await reports()).toMatchObject([
      [
        {
          code: RATIO,
          severity: "VIOLATION",
          details: {
            submitted: [{ value: asset.brandAssetDetails.imageId }, { value: "COVER_PHOTO" }],
            compared: [
              { field: "$.width", value: 1600 },
              { field: "$.height", value: 1100 },
            ],
          },
        },
      ],
    ]);
    const target = `${QUEUE}/assets/${at.brandId}/${asset.id}`;
    expect(summaryOf(await get(target))).toBe("404 NotFound");
    const headers = { ...JSON_HEADERS, ...reviewer };
    const body = JSON.stringify({ etag: asset.etag, decision: "APPROVE" });
    const decided = await ask(program().url, {
      method: "POST",
      target: `${target}/decision`,
      headers,
      body,
    });
    expect(summaryOf(decided)).toBe("404 NotFound");
    expect((await current()).state).toBe("REJECTED");
  });

  test("is nothing of a cover photo with the right ratio, which waits, and may not be rejected by it", async () => {
    const { asset, at, current } = await newCover(api, 1040);
    const seen = await get(`${QUEUE}/assets/${at.brandId}/${asset.id}`);
    expect(JSON.parse(seen.text).codes).toEqual(["VALIDATION__PhotoRejected"]);
    expect((await current()).state).toBe("SUBMITTED");
  });
});

describe("a registry that reviews by itself", () => {
  /** A program with these settings, and a brand in it. */
  async function reviewing(environment: Readonly<Record<string, string>>) {
    const own = await startProgram({ environment });
    const store = await openRegistry(own);
    const { api: at } = await newWorld(own, store);
    return {
      api: at,
      store,
      program: own,
      async [Symbol.asyncDispose]() {
        await store[Symbol.asyncDispose]();
        await own[Symbol.asyncDispose]();
      },
    };
  }
  const settledState = async (at: Api, id: string) =>
    (
      await eventually(
        async () => callerIdOf(await at.get(id)),
        ({ state }) => state !== "SUBMITTED" && state !== "PROCESSING",
      )
    ).state;

  test("publishes, where nothing is against it", async () => {
    await using own = await reviewing({ CALLMARK_REVIEW: "auto", CALLMARK_REVIEW_DELAY: "0" });
    const { id, etag } = callerIdOf(await own.api.create({ phoneNumber: freshNumber() }));
    expect(await settledState(own.api, id)).toBe("PUBLISHED");
    expect(callerIdOf(await own.api.get(id)).etag).toBe(etag);
  });

  test("does not publish what the review finds by itself, however long the rest lies", async () => {
    await using own = await reviewing({ CALLMARK_REVIEW: "auto", CALLMARK_REVIEW_DELAY: "86400" });
    const { reports, current } = await newCover(own.api, 1100);
    expect((await current()).state).toBe("REJECTED");
    expect(await reports()).toMatchObject([[{ code: RATIO }]]);
  });

  describe("by a script", () => {
    let folder: Folder;
    let own: Awaited<ReturnType<typeof reviewing>>;
    beforeAll(async () => {
      folder = await temporaryFolder();
      const file = join(folder.path, "script.json");
      const rules = [
        { kind: "callerId", where: "callerIdDetails.phoneNumber==*00", outcome: "reject", codes: [CODE] },
        { kind: "callerId", where: "callerIdDetails.phoneNumber==*3", outcome: "publish", seconds: 3 },
        {
          kind: "callerId",
          where: "callerIdDetails.department==department.general.support.service_center",
          outcome: "publish",
          failures: 1,
        },
      ];
      writeFileSync(file, JSON.stringify({ rules }));
      own = await reviewing({
        CALLMARK_REVIEW: "script",
        CALLMARK_REVIEW_SCRIPT: file,
        CALLMARK_REVIEW_DELAY: "0",
      });
    });
    afterAll(async () => {
      await own[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    });
    const ending = (end: string) => {
      for (;;) {
        const number = freshNumber();
        if (number.endsWith(end)) return number;
      }
    };

    test("a number that ends in 00 is rejected, with the code in its feedback", async () => {
      const { id } = callerIdOf(await own.api.create({ phoneNumber: ending("00") }));
      expect(await settledState(own.api, id)).toBe("REJECTED");
      const target = inOrg(own.api, `feedback?ql=code==${CODE}`);
      const told = await allNotices(own.api.url, target, own.api.authorization);
      expect(told.map(({ resourceDetails }) => resourceDetails.resourceId)).toEqual([id]);
    });

    test("what shall wait three seconds is published not before, and no attempt is counted", async () => {
      const made = callerIdOf(await own.api.create({ phoneNumber: ending("3") }));
      expect(await settledState(own.api, made.id)).toBe("PUBLISHED");
      const { updatedDate } = callerIdOf(await own.api.get(made.id));
      expect(Date.parse(updatedDate) - Date.parse(made.createdDate)).toBeGreaterThanOrEqual(3_000);
    });

    test("a script does not publish what the review finds by itself", async () => {
      const { reports, current } = await newCover(own.api, 1100);
      expect((await current()).state).toBe("REJECTED");
      expect(await reports()).toMatchObject([[{ code: RATIO }]]);
    });

    test("what fails once is tried again, and passes", async () => {
      const department = "department.general.support.service_center";
      const { id } = callerIdOf(await own.api.create({ phoneNumber: ending("1"), department }));
      expect(await settledState(own.api, id)).toBe("PUBLISHED");
      expect(own.program.log()).toContain("The script lets attempt 1 fail");
    });
  });

  test("does not start with a script that is none, and says where it is wrong", async () => {
    await using place = await temporaryFolder();
    const file = join(place.path, "script.json");
    writeFileSync(file, '{"rules":[{"kind":"callerId","outcome":"maybe"}]}');
    const environment = { CALLMARK_REVIEW: "script", CALLMARK_REVIEW_SCRIPT: file };
    await expect(startProgram({ environment })).rejects.toThrow(
      `CALLMARK_REVIEW_SCRIPT: ${file}: /rules/0/outcome must be one of publish, reject, fail`,
    );
    await expect(startProgram({ environment: { CALLMARK_REVIEW: "script" } })).rejects.toThrow(
      "script needs CALLMARK_REVIEW_SCRIPT",
    );
  });
});

test("ids that nobody has given are no reviews", async () => {
  expect(summaryOf(await get(pathOf({ id: freshId() })))).toBe("404 NotFound");
});

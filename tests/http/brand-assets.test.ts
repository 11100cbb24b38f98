import type { BrandAssetDetails } from "@callmark/contract";
import { beforeAll, describe, expect, test } from "vitest";
import { jpegOf, pngOf } from "../../packages/server/test/pixels.ts";
import { codesOf, errorsOf, summaryOf } from "../support/answer.ts";
import { type Api, JSON_HEADERS } from "../support/api.ts";
import {
  assetOf,
  assetsAt,
  assetsOf,
  atNewBrand,
  type BrandAsset,
  noImage,
  reviewed,
  uploadLogo,
} from "../support/brands.ts";
import { metadataOf, upload } from "../support/images.ts";
import { sharedProgram } from "../support/program.ts";
import { freshId, newWorld, sharedRegistry } from "../support/world.ts";

const program = sharedProgram();
const registry = sharedRegistry(program);

let api: Api;
let logo: string;
let cover: string;
let small: string;
beforeAll(async () => {
  api = await atNewBrand((await newWorld(program(), registry())).api);
  logo = await uploadLogo(api);
  const uploaded = async (bytes: Buffer) => metadataOf(await upload(api, { bytes, filename: "picture" })).id;
  cover = await uploaded(await jpegOf(1600, 1040));
  small = await uploaded(await pngOf(512, 512));
});

const shown = ({ validationReports: _, ...asset }: BrandAsset) => asset;
const rule = (name: string) => `VALIDATION__${name}`;
const LOGO = (): BrandAssetDetails => ({ imageId: logo, intent: "PLACECARD_LOGO" });
/** An account at another brand of the same org. */
const sister = () => atNewBrand(api);

describe("the life of an asset", () => {
  test("a create answers 201 with the asset, its etag and where it is", async () => {
    const details: BrandAssetDetails = {
      imageId: logo,
      intent: "PLACECARD_LOGO",
      altTexts: [
        { text: "A cone", locale: "en" },
        { text: "Eine Tüte", locale: "de-DE" },
      ],
      partnersAssetId: "mine-1",
    };
    const answer = await assetsAt(api).create(details);
    const created = assetOf(answer);
    expect(answer.status).toBe(201);
    expect(created).toEqual({
      orgId: api.orgId,
      brandId: api.brandId,
      id: expect.stringMatching(/^[1-9][0-9]{18}$/),
      createdDate: created.createdDate,
      updatedDate: created.createdDate,
      state: "SUBMITTED",
      etag: created.etag,
      brandAssetDetails: details,
      validationReports: [],
    });
    expect(answer.headers.etag).toBe(`"${created.etag}"`);
    expect(answer.headers.location).toBe(`${assetsAt(api).path}/${created.id}`);
    expect(assetOf(await assetsAt(api).get(created.id))).toEqual(shown(created));
    const { data } = assetsOf(await assetsAt(api).find(`id==${created.id}`));
    expect(data).toEqual([shown(created)]);
  });

  test("a cover photo", async () => {
    const created = assetOf(await assetsAt(api).create({ imageId: cover, intent: "COVER_PHOTO" }));
    expect(created.brandAssetDetails).toEqual({ imageId: cover, intent: "COVER_PHOTO" });
  });

  test("an update may change all of it, with a new etag; the old one is stale then", async () => {
    const created = assetOf(await assetsAt(api).create({ ...LOGO(), partnersAssetId: "mine-2" }));
    const details: BrandAssetDetails = { imageId: cover, intent: "COVER_PHOTO" };
    const answer = await assetsAt(api).update(created.id, `"${created.etag}"`, details);
    const updated = assetOf(answer);
    expect([answer.status, updated.brandAssetDetails]).toEqual([200, details]);
    expect(updated.etag).not.toBe(created.etag);
    expect(assetOf(await assetsAt(api).get(created.id))).toEqual(shown(updated));
    expect(summaryOf(await assetsAt(api).update(created.id, created.etag, details))).toBe(
      "412 PreconditionFailed",
    );
    expect(summaryOf(await assetsAt(api).remove(created.id, created.etag))).toBe("412 PreconditionFailed");
  });

  test("a review keeps the etag", async () => {
    const created = assetOf(await assetsAt(api).create(LOGO()));
    await reviewed(registry(), "brandAsset", api, created, "REJECTED");
    const rejected = assetOf(await assetsAt(api).get(created.id));
    expect(rejected).toMatchObject({ state: "REJECTED", etag: created.etag });
  });

  test("a delete leaves nothing at its path, and the image where it is", async () => {
    const { id, etag } = assetOf(await assetsAt(api).create(LOGO()));
    const removed = await assetsAt(api).remove(id, etag);
    expect([removed.status, removed.headers.etag, removed.text]).toEqual([204, `"${etag}"`, ""]);
    const answers = [
      await assetsAt(api).get(id),
      await assetsAt(api).update(id, "*", LOGO()),
      await assetsAt(api).remove(id, "*"),
    ];
    expect(answers.map(summaryOf)).toEqual(Array(3).fill("404 NotFound"));
    const { data } = assetsOf(await assetsAt(api).find(`id==${id};state==DELETED`));
    expect(data).toMatchObject([{ id, etag, state: "DELETED" }]);
    const image = await api.call({ target: `/api/v1/orgs/${api.orgId}/images/${logo}/metadata` });
    expect(image.status).toBe(200);
  });

  test("it is found in its own brand alone", async () => {
    const { id } = assetOf(await assetsAt(api).create(LOGO()));
    const other = await sister();
    expect(summaryOf(await assetsAt(other).get(id))).toBe("404 NotFound");
    expect(summaryOf(await assetsAt(other).remove(id, "*"))).toBe("404 NotFound");
    expect(assetsOf(await assetsAt(other).list())).toEqual({ data: [], pagination: {}, total: 0 });
  });
});

describe("what is refused", () => {
  test.each<[string, () => object, string[]]>([
    ["nothing", () => ({}), ["ImageIdMustBePresent", "IntentMustBePresent"]],
    ["an empty image id", () => ({ ...LOGO(), imageId: "" }), ["ImageIdMustNotBeEmpty"]],
    ["an image id that is none", () => ({ ...LOGO(), imageId: "x" }), ["ImageIdMustBeAValidUUID"]],
    ["an image of nobody", () => ({ ...LOGO(), imageId: noImage() }), ["ImageIdMustBeResolvable"]],
    [
      "a picture that is too small",
      () => ({ ...LOGO(), imageId: small }),
      ["ImageMustHaveValidDimensionsForIntent"],
    ],
    [
      "a cover photo for a logo",
      () => ({ ...LOGO(), imageId: cover }),
      ["ImageMustHaveValidDimensionsForIntent"],
    ],
    ["another intent", () => ({ ...LOGO(), intent: "BANNER" }), ["IntentMustBeValid"]],
    ["an empty partner's id", () => ({ ...LOGO(), partnersAssetId: "" }), ["PartnersAssetIdMustNotBeEmpty"]],
    [
      "a text without a locale",
      () => ({ ...LOGO(), altTexts: [{ text: "x" }] }),
      ["AltTextsLocaleMustBePresent"],
    ],
  ])("%s: by rules, on create and update", async (_, details, rules) => {
    const before = assetsOf(await assetsAt(api).list()).total;
    expect([...codesOf(await assetsAt(api).create(details()))].sort()).toEqual(rules.map(rule));
    const { id, etag } = assetOf(await assetsAt(api).create(LOGO()));
    expect([...codesOf(await assetsAt(api).update(id, "*", details()))].sort()).toEqual(rules.map(rule));
    expect(assetOf(await assetsAt(api).get(id)).etag).toBe(etag);
    expect((await assetsAt(api).remove(id, etag)).status).toBe(204);
    expect(assetsOf(await assetsAt(api).list()).total).toBe(before);
  });

  test("another org's image is as if there were none", async () => {
    const foreign = await uploadLogo((await newWorld(program(), registry())).api);
    const answers = [foreign, noImage()].map(async (imageId) => {
      const [error] = errorsOf(await assetsAt(api).create({ ...LOGO(), imageId }));
      return JSON.stringify(error)
        .replaceAll(imageId, "")
        .replace(/"createdDate":"[^"]*"/, "");
    });
    const [one, other] = await Promise.all(answers);
    expect(one).toBe(other);
  });

  test("a partner's id that another asset of the brand has, and no other brand's", async () => {
    const partnersAssetId = `p-${freshId()}`;
    const first = assetOf(await assetsAt(api).create({ ...LOGO(), partnersAssetId }));
    const again = await assetsAt(api).create({ ...LOGO(), partnersAssetId });
    expect(codesOf(again)).toEqual([rule("PartnersAssetIdAlreadyExists")]);
    expect((await assetsAt(api).update(first.id, "*", { ...LOGO(), partnersAssetId })).status).toBe(200);
    const other = await sister();
    expect((await assetsAt(other).create({ ...LOGO(), partnersAssetId })).status).toBe(201);
    expect((await assetsAt(api).remove(first.id, "*")).status).toBe(204);
    expect((await assetsAt(api).create({ ...LOGO(), partnersAssetId })).status).toBe(201);
  });

  test("shape, type, parameter, method and path, in the order of checks", async () => {
    const target = assetsAt(api).path;
    const post = (at: string, body: string, type = "application/json") =>
      api.call({ method: "POST", target: at, headers: { ...JSON_HEADERS, "content-type": type }, body });
    expect(summaryOf(await post(target, "{}"))).toBe("400 InvalidBody");
    expect(summaryOf(await post(target, '{"brandAssetDetails":{"colour":"x"}}'))).toBe("400 InvalidBody");
    expect(summaryOf(await post(target, "{", "text/plain"))).toBe("415 UnsupportedMediaType");
    expect(summaryOf(await post(`${target}?x=1`, "{"))).toBe("400 UnknownParameter");
    const nowhere = target.replace(api.brandId, freshId());
    expect((await post(nowhere, "{", "text/plain")).text).toBe(
      '[{"code":"NotFound","message":"Brand not found"}]',
    );
    const patched = await api.call({ method: "PATCH", target });
    expect([patched.status, patched.headers.allow]).toEqual([405, "GET, HEAD, POST"]);
    expect((await assetsAt(api).get(freshId())).text).toBe(
      '[{"code":"NotFound","message":"Brand Asset not found"}]',
    );
    expect(summaryOf(await api.call({ method: "DELETE", target: `${target}/${freshId()}` }))).toBe(
      "404 NotFound",
    );
  });
});

describe("lists", () => {
  let at: Api;
  let assets: BrandAsset[];
  beforeAll(async () => {
    at = await sister();
    const all: BrandAssetDetails[] = [
      { ...LOGO(), partnersAssetId: "one" },
      { ...LOGO(), partnersAssetId: "another one" },
      LOGO(),
      { imageId: cover, intent: "COVER_PHOTO", partnersAssetId: "100%_*" },
      ...Array.from({ length: 8 }, () => ({ imageId: cover, intent: "COVER_PHOTO" }) as const),
    ];
    assets = [];
    for (const details of all) assets.push(assetOf(await assetsAt(at).create(details)));
    const [first] = assets;
    if (first !== undefined) await reviewed(registry(), "brandAsset", at, first);
  });

  const field = (name: string) => `brandAssetDetails.${name}`;
  test.each<[string, () => string, number[]]>([
    ["the partner's id", () => `${field("partnersAssetId")}==one`, [0]],
    ["a wildcard", () => `${field("partnersAssetId")}==*one`, [0, 1]],
    ["what has none", () => `${field("partnersAssetId")}!=*;${field("intent")}==PLACECARD_LOGO`, [2]],
    ["not the partner's id", () => `${field("partnersAssetId")}!=*one;${field("intent")}!=COVER_PHOTO`, [2]],
    ["signs that SQL knows", () => `${field("partnersAssetId")}=='100%_\\*'`, [3]],
    ["the intent", () => `${field("intent")}==PLACECARD_LOGO`, [0, 1, 2]],
    ["one of", () => `${field("partnersAssetId")}=in=(one,'100%_\\*')`, [0, 3]],
    ["none of", () => `${field("intent")}=out=(COVER_PHOTO)`, [0, 1, 2]],
    ["the image", () => `${field("imageId")}==${logo}`, [0, 1, 2]],
    ["not the image", () => `${field("imageId")}!=${cover}`, [0, 1, 2]],
    ["the state", () => "state==PUBLISHED", [0]],
    ["another state", () => `state!=SUBMITTED`, [0]],
    ["an intent that nobody has", () => `${field("intent")}==BANNER`, []],
  ])("by %s", async (_, ql, indexes) => {
    const { data, total } = assetsOf(await assetsAt(at).find(ql()));
    const found = data.map(({ id }) => assets.findIndex((asset) => asset.id === id));
    expect(found.sort((a, b) => a - b)).toEqual(indexes);
    expect(total).toBe(indexes.length);
  });

  test("by the id and by the dates that are shown", async () => {
    const [, second] = assets;
    for (const ql of [
      `id==${second?.id}`,
      `id==${second?.id};createdDate==${second?.createdDate}`,
      `id==${second?.id};updatedDate=ge=${second?.updatedDate}`,
    ]) {
      expect(assetsOf(await assetsAt(at).find(ql)).data.map(({ id }) => id)).toEqual([second?.id]);
    }
  });

  test("a walk shows each once, newest first", async () => {
    const seen: string[] = [];
    const ql = encodeURIComponent(`${field("imageId")}=in=(${logo},${cover})`);
    for (let target: string | undefined = `${assetsAt(at).path}?ql=${ql}&limit=5`; target !== undefined; ) {
      const { data, pagination, total } = assetsOf(await at.call({ target }));
      expect(total).toBe(assets.length);
      seen.push(...data.map(({ id }) => id));
      target = pagination.next;
    }
    expect(seen).toEqual(assets.map(({ id }) => id).reverse());
  });

  test.each(["brandAssetDetails.altTexts.text==x", "brandDetails.categories==x", "brandId==1"])(
    "%s is no filter of assets",
    async (ql) => {
      expect(summaryOf(await assetsAt(at).find(ql))).toBe("400 InvalidQuery");
    },
  );
});

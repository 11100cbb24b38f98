import { beforeAll, describe, expect, test } from "vitest";
import { errorOf, summaryOf } from "../support/answer.ts";
import type { Api } from "../support/api.ts";
import {
  assetOf,
  assetsAt,
  atNewBrand,
  brandDetails,
  brandOf,
  brandsAt,
  brandsOf,
  uploadLogo,
} from "../support/brands.ts";
import { sharedProgram } from "../support/program.ts";
import { newWorld, sharedRegistry } from "../support/world.ts";

const program = sharedProgram();
const registry = sharedRegistry(program);

let api: Api;
let imageId: string;
beforeAll(async () => {
  api = await atNewBrand((await newWorld(program(), registry())).api);
  imageId = await uploadLogo(api);
});

const named = (name: string) => brandDetails({ displayNames: [{ name, locale: "en" }] });

describe("texts that not every database can hold", () => {
  test.each(["a\0b", "a\ud800b", "\udfff"])(
    "%j is refused in a body, and nothing fails afterwards",
    async (text) => {
      const answers = [
        await brandsAt(api).create(named(text)),
        await brandsAt(api).update(api.brandId, "*", named(text)),
        await brandsAt(api).create(brandDetails({ partnersBrandId: text })),
        await brandsAt(api).create(brandDetails({ partnersBrandVersion: text })),
        await assetsAt(api).create({ imageId, intent: "PLACECARD_LOGO", partnersAssetId: text }),
        await assetsAt(api).create({ imageId, intent: "PLACECARD_LOGO", altTexts: [{ text, locale: "en" }] }),
      ];
      expect(answers.map(summaryOf)).toEqual(Array(answers.length).fill("400 InvalidBody"));
      expect(errorOf(answers[0] ?? expect.fail())).toMatchObject({
        message: "$.brandDetails.displayNames[0].name must be of whole characters, none of them U+0000",
        context: { path: "$.brandDetails.displayNames[0].name" },
      });
      expect(brandsOf(await brandsAt(api).find("brandDetails.displayNames.name==*b*")).total).toBe(0);
    },
  );

  test.each(["😀 Gelato", "x\u0001\u007f", "‮x", "İx", 'a"b\\c', "\\u0000"])(
    "%j is kept as it is",
    async (text) => {
      const brand = brandOf(await brandsAt(api).create(named(text)));
      expect(brand.brandDetails.displayNames[0]?.name).toBe(text);
      const quoted = `'${text.replaceAll(/[\\']/g, "\\$&")}'`;
      const found = brandsOf(await brandsAt(api).find(`brandDetails.displayNames.name==${quoted}`));
      expect(found.data.map(({ id }) => id)).toEqual([brand.id]);
      const details = { imageId, intent: "PLACECARD_LOGO", partnersAssetId: text } as const;
      expect(assetOf(await assetsAt(api).create(details)).brandAssetDetails).toEqual(details);
    },
  );
});

import { expect, test } from "vitest";
import { ENGINES } from "../../test/engines.ts";
import { image } from "../../test/images.ts";
import { dumpOf, restoreInto } from "../../test/moving.ts";
import { NOW, outcome, requests } from "../../test/requests.ts";
import { newWorld } from "../../test/worlds.ts";
import type { Judge } from "./judge.ts";
import { judgeOf } from "./start.ts";
import { ReviewWorker } from "./worker.ts";

const automatic = judgeOf({
  CALLMARK_REVIEW: "auto",
  CALLMARK_REVIEW_DELAY: 0,
  CALLMARK_REVIEW_SCRIPT: undefined,
});
const failing: Judge = {
  name: "failing",
  judge: () => {
    throw new Error("It is asked");
  },
};
const quiet = { warn: () => {}, error: () => {} };

/** A cover photo of a height that awaits its review, which it had once before a rule asked for another one. */
async function coverPhotoOf(height: number, judge: Judge | undefined) {
  const newPlace = ENGINES.all.find(({ place }) => place !== undefined)?.place;
  if (newPlace === undefined || judge === undefined) throw new Error("Nothing to judge, or nobody who does");
  await using from = await newPlace();
  const { store, brand } = await newWorld(await from.open());
  const cover = image(brand.orgId, { width: 1600, height: 1040 });
  outcome("added", await store.addImage({ maximum: 1, accessRevision: 1, image: cover, pictures: [] }));
  const submitted = { imageId: cover.id, intent: "COVER_PHOTO" };
  const create = requests(brand).create("", { kind: "brandAsset", submitted });
  const { id } = outcome("created", await store.create(create));
  const dump = await dumpOf(from.url, false);
  await using to = await newPlace();
  await restoreInto(to.url, dump.replace('"height":1040', `"height":${height}`));
  const restored = await to.open();
  const worker = new ReviewWorker({ store: restored, judge, delay: 0, clock: () => NOW, logger: quiet });
  expect(await worker.round()).toBe(1);
  const asked = { kind: "brandAsset", collection: brand, id, accessRevision: 2 } as const;
  const { body } = outcome("found", await restored.get(asked));
  const events = await restored.readEvents({ orgId: brand.orgId, atMost: 100 });
  return { state: JSON.parse(body).state, details: events.at(-1)?.details };
}

test("what the registry finds by itself today rejects what was submitted before, whoever judges", async () => {
  for (const judge of [automatic, failing]) {
    expect(await coverPhotoOf(1100, judge)).toEqual({
      state: "REJECTED",
      details: {
        by: "automatic review",
        validationReports: [
          expect.objectContaining({
            code: "VALIDATION__AspectRatioMustBeWithinRangeForBrandCoverPhotoIntent",
            details: expect.anything(),
          }),
        ],
      },
    });
  }
});

test("what it finds nothing against is published", async () => {
  expect((await coverPhotoOf(1040, automatic)).state).toBe("PUBLISHED");
});

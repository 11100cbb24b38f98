import { printImage } from "../../registry/images.ts";
import type { TakenReview } from "../../registry/reviews.ts";
import type { Grant } from "../../registry/store.ts";
import type { Deps } from "../exchange.ts";
import { AccessMoved } from "../outcome.ts";

/**
 * What a reviewer needs to see beside the version that waits, each part as JSON: the organization's name, the brand as it
 * is now, and the picture of an asset. What is not there any more is left out.
 */
export async function evidenceOf(
  deps: Pick<Deps, "store">,
  { kind, collection, body }: TakenReview,
  { accessRevision }: Pick<Grant, "accessRevision">,
): Promise<string> {
  const { orgId, parentId } = collection;
  const { legalName } = moved(await deps.store.describeOrg({ orgId, accessRevision }));
  const members = legalName === undefined ? [] : [`"orgLegalName":${JSON.stringify(legalName)}`];
  if (kind !== "brand") {
    const ofBrand = { kind: "brand", collection: { orgId, parentId: orgId }, id: parentId } as const;
    const brand = moved(await deps.store.get({ ...ofBrand, accessRevision }));
    if (brand.outcome === "found") members.push(`"brand":${brand.body}`);
  }
  const imageId = kind === "brandAsset" ? imageOf(body) : undefined;
  if (imageId !== undefined) {
    const image = moved(await deps.store.findImage({ orgId, id: imageId, accessRevision }));
    if (image.outcome === "found") members.push(`"image":${printImage(image.image)}`);
  }
  return `{${members.join(",")}}`;
}

/** The image that an asset's JSON names. */
function imageOf(body: string): string | undefined {
  const asset = JSON.parse(body) as { readonly brandAssetDetails?: { readonly imageId?: string } };
  return asset.brandAssetDetails?.imageId;
}

function moved<Outcome extends { readonly outcome: string }>(
  outcome: Outcome,
): Exclude<Outcome, { readonly outcome: "accessChanged" }> {
  if (outcome.outcome === "accessChanged") throw new AccessMoved();
  return outcome as Exclude<Outcome, { readonly outcome: "accessChanged" }>;
}

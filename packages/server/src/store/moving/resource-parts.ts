import {
  callerIdSchemas,
  resourceSchemas,
  SubmittedBrandAssetDetails,
  SubmittedBrandDetails,
} from "@callmark/contract";
import type { WholeResource } from "../operations/write-resource.ts";
import { idOf, sortKey } from "../schema.ts";
import { isThere } from "./access-parts.ts";
import type { Parent } from "./part.ts";
import { placeOf, resourcePart } from "./resource-part.ts";

const ofOrg: Parent<WholeResource> = {
  what: "org",
  key: ({ collection }) => collection.orgId,
  isThere: (tx, { collection }) =>
    isThere(tx, tx.dialect.statements.access.findOrg, { orgId: sortKey(collection.orgId) }),
};

const ofBrand: Parent<WholeResource> = {
  what: "brand of its org",
  key: ({ collection }) => placeOf(collection),
  async isThere(tx, { collection: { orgId, parentId } }) {
    const brand = await tx.get(tx.dialect.statements.access.findBrand, { brandId: sortKey(parentId) });
    return brand !== undefined && idOf(brand.org_id) === orgId;
  },
};

/** A brand may be without details, and so without those that the wire requires. */
const brandShape = resourceSchemas({
  member: "brandDetails",
  details: SubmittedBrandDetails,
  submitted: SubmittedBrandDetails,
});

export const brands = resourcePart({
  kind: "brand",
  shape: brandShape.resource,
  parent: ofOrg,
  canBeBlocked: true,
  unique: "an id, and a partnersBrandId among those of its org that are not deleted",
});

export const brandAssets = resourcePart({
  kind: "brandAsset",
  shape: resourceSchemas({
    parent: "brandId",
    member: "brandAssetDetails",
    details: SubmittedBrandAssetDetails,
    submitted: SubmittedBrandAssetDetails,
  }).resource,
  parent: ofBrand,
  unique: "an id in its brand, and a partnersAssetId among those that are not deleted",
});

export const callerIds = resourcePart({
  kind: "callerId",
  shape: callerIdSchemas.resource,
  parent: ofBrand,
  unique: "an id in its brand, a number among those that are not deleted, and a number that it holds alone",
});

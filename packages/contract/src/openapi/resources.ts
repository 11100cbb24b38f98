import type { TSchema } from "typebox";
import { brandSchemas, delegatedBrandPage } from "../brand.ts";
import { brandAssetSchemas } from "../brand-asset.ts";
import { callerIdSchemas } from "../caller-id.ts";
import { PATHS } from "../paths.ts";
import type { resourceSchemas } from "../resource.ts";
import {
  answer,
  filtered,
  ifMatch,
  inOrg,
  inOwnOrg,
  json,
  location,
  parameter,
  quotedEtag,
  READ,
  ref,
  refusals,
  WRITE,
} from "./parts.ts";

/** What the document says of a kind of resource, beside what it says of all. */
interface DescribedKind {
  /** The name of its schemas, which its operations end with. */
  readonly name: string;
  readonly plural: string;
  readonly tag: string;
  /** What a text calls one of them, and several. */
  readonly one: string;
  readonly many: string;
  readonly collection: string;
  readonly item: string;
  readonly parents: readonly object[];
  readonly idParameter: string;
  readonly filter: string;
  readonly onDelete: string;
  /** Where only some may do it. */
  readonly onWrite?: string;
  readonly schemas: ReturnType<typeof resourceSchemas>;
}

const inBrand = [inOrg, parameter("brandId", "One of its brands")];

const KINDS: readonly DescribedKind[] = [
  {
    name: "Brand",
    plural: "Brands",
    tag: "Brands",
    one: "brand",
    many: "brands",
    collection: PATHS.brands,
    item: PATHS.brand,
    parents: [inOrg],
    idParameter: "brandId",
    filter: "brandDetails.displayNames.name==Acme*;state==PUBLISHED",
    onDelete: "It must have no caller IDs; its assets are deleted with it.",
    onWrite: "Only its own organization may do that.",
    schemas: brandSchemas,
  },
  {
    name: "BrandAsset",
    plural: "BrandAssets",
    tag: "Brand assets",
    one: "brand asset",
    many: "brand assets",
    collection: PATHS.brandAssets,
    item: PATHS.brandAsset,
    parents: inBrand,
    idParameter: "assetId",
    filter: "brandAssetDetails.intent==PLACECARD_LOGO",
    onDelete: "The image that it names stays.",
    schemas: brandAssetSchemas,
  },
  {
    name: "CallerId",
    plural: "CallerIds",
    tag: "Caller IDs",
    one: "caller ID",
    many: "caller IDs",
    collection: PATHS.callerIds,
    item: PATHS.callerId,
    parents: inBrand,
    idParameter: "callerId",
    filter: "state==PUBLISHED;createdDate=gt=2024-10-01T00:00:00Z",
    onDelete: "Its number is free again at once.",
    schemas: callerIdSchemas,
  },
];

/** The paths of every kind of resource in the OpenAPI document, and of brands that others share. */
export function resourcePaths(): Record<string, unknown> {
  return {
    ...Object.fromEntries(KINDS.flatMap(pathsOf)),
    [PATHS.delegatedBrands]: {
      parameters: [inOwnOrg],
      get: {
        operationId: "listDelegatedBrands",
        tags: ["Brands"],
        summary: "List brands that others share",
        description:
          "`brandDetails.orgDetails` names the owner, whose `orgId` the paths of a brand begin with.",
        parameters: filtered("orgId==9467895078742654966"),
        responses: { 200: answer("A page", ref("DelegatedBrandPage")), ...refusals(...READ) },
      },
    },
  };
}

function pathsOf(kind: DescribedKind): [path: string, operations: unknown][] {
  const { name, plural, tag, one, many, collection, item, parents, idParameter, filter } = kind;
  const { onDelete, onWrite } = kind;
  const tags = [tag];
  const also = onWrite === undefined ? "" : ` ${onWrite}`;
  const versioned = { etag: quotedEtag };
  const placed = { ...versioned, location };
  return [
    [
      collection,
      {
        parameters: parents,
        get: {
          operationId: `list${plural}`,
          tags,
          summary: `List ${many}`,
          description: "Newest first. `total` is exact, and from the same moment as the page.",
          parameters: filtered(filter),
          responses: { 200: answer("A page", ref(`${name}Page`)), ...refusals(...READ) },
        },
        post: {
          operationId: `create${name}`,
          tags,
          summary: `Create a ${one}`,
          ...(onWrite && { description: onWrite }),
          requestBody: { required: true, content: json(ref(`${name}Create`)) },
          responses: {
            201: answer("Created, and submitted to review", ref(`${name}Accepted`), placed),
            ...refusals(...WRITE),
          },
        },
      },
    ],
    [
      item,
      {
        parameters: [...parents, parameter(idParameter, `The ${one}`)],
        get: {
          operationId: `get${name}`,
          tags,
          summary: `Get a ${one}`,
          responses: { 200: answer(`The ${one}`, ref(name), versioned), ...refusals(...READ) },
        },
        put: {
          operationId: `update${name}`,
          tags,
          summary: `Update a ${one}`,
          description: `Replaces the details whole, and asks for a new review even where they are the same.${also}`,
          parameters: [ifMatch],
          requestBody: { required: true, content: json(ref(`${name}Update`)) },
          responses: {
            200: answer("Updated, and submitted to review", ref(`${name}Accepted`), placed),
            ...refusals(...WRITE, 412),
          },
        },
        delete: {
          operationId: `delete${name}`,
          tags,
          summary: `Delete a ${one}`,
          description: `${onDelete}${also}`,
          parameters: [ifMatch],
          responses: { 204: answer("Deleted", undefined, versioned), ...refusals(...READ, 412) },
        },
      },
    ],
  ];
}

/** Their schemas, by their names in the document. */
export function resourceComponents(): Record<string, TSchema> {
  const all = KINDS.flatMap(({ name, schemas }): [string, TSchema][] => [
    [name, schemas.resource],
    [`${name}Accepted`, schemas.accepted],
    [`${name}Page`, schemas.page],
    [`${name}Create`, schemas.createBody],
    [`${name}Update`, schemas.updateBody],
  ]);
  return { ...Object.fromEntries(all), DelegatedBrandPage: delegatedBrandPage };
}

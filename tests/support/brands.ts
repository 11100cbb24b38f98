import { randomUUID } from "node:crypto";
import type { BrandAssetDetails, BrandDetails, ValidationReport } from "@callmark/contract";
import type { ChangeState } from "../../packages/server/src/registry/reviews.ts";
import type { KindName, Store } from "../../packages/server/src/registry/store.ts";
import { pngOf } from "../../packages/server/test/pixels.ts";
import type { Answer } from "./answer.ts";
import { type Api, JSON_HEADERS } from "./api.ts";
import { metadataOf, upload } from "./images.ts";

/** A brand or an asset of one as the wire shows it. */
export interface Brand {
  readonly orgId: string;
  readonly id: string;
  readonly createdDate: string;
  readonly updatedDate: string;
  readonly state: string;
  readonly etag: string;
  readonly brandDetails: BrandDetails & { readonly orgDetails?: object };
  readonly metadata?: readonly unknown[];
  readonly validationReports?: readonly ValidationReport[];
}
export interface BrandAsset extends Omit<Brand, "brandDetails" | "metadata"> {
  readonly brandId: string;
  readonly brandAssetDetails: BrandAssetDetails;
}
export interface PageOf<Resource> {
  readonly data: readonly Resource[];
  readonly pagination: { readonly cursors?: { readonly after: string }; readonly next?: string };
  readonly total: number;
}

/** Every answer has been held against the document before a test sees it, so its body has this shape. */
function bodyOf<Body>(answer: Answer): Body {
  if (answer.status !== 200 && answer.status !== 201) {
    throw new Error(`Refused: ${answer.status} ${answer.text}`);
  }
  return JSON.parse(answer.text) as Body;
}
export const brandOf = (answer: Answer): Brand => bodyOf(answer);
export const brandsOf = (answer: Answer): PageOf<Brand> => bodyOf(answer);
export const assetOf = (answer: Answer): BrandAsset => bodyOf(answer);
export const assetsOf = (answer: Answer): PageOf<BrandAsset> => bodyOf(answer);

let last = 0;

/** Details that nothing is wrong with; the name was never given before. */
export function brandDetails(more: Partial<BrandDetails> = {}): BrandDetails {
  last += 1;
  return {
    categories: ["dining.dessert_shop.ice_cream_shop"],
    countryCodes: ["US"],
    displayNames: [{ name: `Acme ${process.pid} ${last}`, locale: "en", primary: true }],
    urls: [{ url: "https://example.com/", type: "HOMEPAGE" }],
    ...more,
  };
}

/** The operations of one collection whose resources have their details in one member. */
class Collection<Details> {
  readonly #api: Api;
  readonly #member: string;
  readonly path: string;

  constructor(api: Api, path: string, member: string) {
    this.#api = api;
    this.path = path;
    this.#member = member;
  }

  list(query = ""): Promise<Answer> {
    return this.#api.call({ target: query === "" ? this.path : `${this.path}?${query}` });
  }

  find(ql: string): Promise<Answer> {
    return this.list(`ql=${encodeURIComponent(ql)}`);
  }

  get(id: string): Promise<Answer> {
    return this.#api.call({ target: `${this.path}/${id}` });
  }

  create(details: Partial<Details>): Promise<Answer> {
    const body = JSON.stringify({ [this.#member]: details });
    return this.#api.call({ method: "POST", target: this.path, headers: JSON_HEADERS, body });
  }

  update(id: string, ifMatch: string, details: Partial<Details>): Promise<Answer> {
    const headers = { ...JSON_HEADERS, "if-match": ifMatch };
    const body = JSON.stringify({ id, [this.#member]: details });
    return this.#api.call({ method: "PUT", target: `${this.path}/${id}`, headers, body });
  }

  remove(id: string, ifMatch: string): Promise<Answer> {
    const headers = { "if-match": ifMatch };
    return this.#api.call({ method: "DELETE", target: `${this.path}/${id}`, headers });
  }
}

/** The brands of an account's org. */
export function brandsAt(api: Api): Collection<BrandDetails> {
  return new Collection(api, `/api/v1/orgs/${api.orgId}/brands`, "brandDetails");
}

/** The assets of an account's brand. */
export function assetsAt(api: Api): Collection<BrandAssetDetails> {
  const path = `/api/v1/orgs/${api.orgId}/brands/${api.brandId}/assets`;
  return new Collection(api, path, "brandAssetDetails");
}

const LOGO = pngOf(1024, 1024);

/** Uploads a picture that may be a logo; gives its id. */
export async function uploadLogo(api: Api): Promise<string> {
  return metadataOf(await upload(api, { bytes: await LOGO, filename: "logo.png" })).id;
}

/** Uploads a picture that may be a cover photo; gives its id. */
export async function uploadCover(api: Api): Promise<string> {
  return metadataOf(await upload(api, { bytes: await pngOf(1600, 1040), filename: "cover.png" })).id;
}

/** An account at a brand that it creates itself. */
export async function atNewBrand(
  api: Api,
  details = brandDetails(),
): Promise<Api & { readonly brand: Brand }> {
  const brand = brandOf(await brandsAt(api).create(details));
  return Object.assign(api.at({ brandId: brand.id }), { brand });
}

/** Brings the current version of a resource through its review. */
export async function reviewed(
  store: Store,
  kind: KindName,
  { orgId, brandId }: Pick<Api, "orgId" | "brandId">,
  { id, etag }: { readonly id: string; readonly etag: string },
  state: "PUBLISHED" | "REJECTED" | "FAILED" = "PUBLISHED",
): Promise<void> {
  const collection = { orgId, parentId: kind === "brand" ? orgId : brandId };
  for (const to of ["PROCESSING", state] as const) {
    const step: ChangeState = { kind, collection, id, etag, state: to, by: "review", now: Date.now() };
    const { outcome } = await store.changeState(step);
    if (outcome !== "changed") throw new Error(`The review of ${id} found ${outcome}`);
  }
}

/** An id of an image that nobody uploaded. */
export const noImage = (): string => randomUUID();

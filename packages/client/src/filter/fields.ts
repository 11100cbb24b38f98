import type { AssetIntent } from "../resources/brand-asset.ts";
import type { ResourceType, ReviewOutcome } from "../resources/notice.ts";
import type { State } from "../resources/resource.ts";

/** A moment: a `Date`, or RFC 3339 text with `Z` or an offset. */
export type Instant = Date | string;

/** The fields that every resource can be filtered by. */
export type EnvelopeField = "id" | "state" | "createdDate" | "updatedDate";

/** Every field of every kind of resource, with the type of its values. A name means the same wherever it stands. */
export interface FilterValues {
  readonly id: string;
  readonly orgId: string;
  readonly state: State;
  readonly createdDate: Instant;
  readonly updatedDate: Instant;
  readonly "callerIdDetails.phoneNumber": string;
  readonly "callerIdDetails.department": string;
  readonly "brandDetails.categories": string;
  readonly "brandDetails.countryCodes": string;
  readonly "brandDetails.displayNames.name": string;
  readonly "brandAssetDetails.partnersAssetId": string;
  readonly "brandAssetDetails.imageId": string;
  readonly "brandAssetDetails.intent": AssetIntent;
  readonly etag: string;
  readonly resourceId: string;
  readonly resourceType: ResourceType;
  readonly type: ReviewOutcome;
  readonly code: string;
}

export type FilterField = keyof FilterValues;
/** What a field is compared with; where it is one of several, what fits each of them. */
export type ValueOf<Field extends FilterField> = (
  Field extends FilterField
    ? (value: FilterValues[Field]) => void
    : never
) extends (value: infer Value extends Instant) => void
  ? Value
  : never;

/** The fields that have an order. */
export type OrderedField = "createdDate" | "updatedDate";

/** The fields that take lists. */
export type ListedField = Exclude<FilterField, OrderedField>;

/** The fields whose patterns may hold stars. */
export type PatternField =
  | "callerIdDetails.phoneNumber"
  | "callerIdDetails.department"
  | "brandDetails.categories"
  | "brandDetails.countryCodes"
  | "brandDetails.displayNames.name"
  | "brandAssetDetails.partnersAssetId"
  | "brandAssetDetails.imageId"
  | "brandAssetDetails.intent"
  | "code";

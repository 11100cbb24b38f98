export { isLoopback } from "./base-url.ts";
export { type BrandPlace, CallmarkClient, type OrgPlace } from "./client.ts";
export {
  BadRequest,
  CallmarkError,
  ConnectionLost,
  type ErrorObject,
  Forbidden,
  InvalidFilter,
  isAway,
  NotFound,
  PayloadTooLarge,
  Rejected,
  ServerError,
  ServiceUnavailable,
  StaleEtag,
  Timeout,
  TokenRefused,
  Unauthorized,
  UnexpectedAnswer,
  UnsupportedMediaType,
} from "./errors.ts";
export type { StreamEvent, StreamOptions } from "./events/stream.ts";
export {
  and,
  eq,
  type Filter,
  ge,
  gt,
  isIn,
  le,
  lt,
  matches,
  ne,
  notIn,
  notMatches,
  or,
} from "./filter/build.ts";
export type {
  EnvelopeField,
  FilterField,
  FilterValues,
  Instant,
  ListedField,
  OrderedField,
  PatternField,
} from "./filter/fields.ts";
export type { Images, UploadOptions } from "./operations/images.ts";
export type { CountedListing, Listing } from "./operations/listing.ts";
export type { ListQuery, Page, PageQuery } from "./operations/pages.ts";
export type { Webhooks } from "./operations/registry.ts";
export type { CallOptions, Resources } from "./operations/resources.ts";
export type { DecideOptions, RefuseOptions, Reviews } from "./operations/reviews.ts";
export type { ClientOptions } from "./options.ts";
export type {
  Brand,
  BrandDetails,
  BrandField,
  BrandUrl,
  DelegatedBrand,
  DelegatedBrandField,
  DisplayName,
  OrgDetails,
  UndescribedBrand,
} from "./resources/brand.ts";
export type {
  AltText,
  AssetIntent,
  BrandAsset,
  BrandAssetDetails,
  BrandAssetField,
} from "./resources/brand-asset.ts";
export type { CallerId, CallerIdDetails, CallerIdField } from "./resources/caller-id.ts";
export type { ImageMetadata } from "./resources/image.ts";
export type {
  DelegationNotification,
  Feedback,
  FeedbackField,
  NoticedResource,
  Notification,
  NotificationField,
  ResourceEvent,
  ResourceType,
  ReviewNotification,
  ReviewOutcome,
} from "./resources/notice.ts";
export type {
  Account,
  Actor,
  Caller,
  Delivery,
  Department,
  HistoryStep,
  Partner,
  Summary,
  Version,
  Webhook,
} from "./resources/registry.ts";
export type { Accepted, Envelope, ReportedField, State, ValidationReport } from "./resources/resource.ts";
export type { Review, ReviewEvidence, ReviewRef, ReviewWithResource } from "./resources/review.ts";
export { DEFAULT_RETRIES, type RetryPolicy } from "./transport/back-off.ts";
export type { AnswerHeaders, Fetch, FetchAnswer } from "./transport/fetch.ts";
export { type PolicyLine, RETRY_POLICY } from "./transport/retry-policy.ts";
export { systemTime, type Time } from "./transport/time.ts";
export type { AccessToken } from "./transport/token-source.ts";

/** Where the API begins; beside it the server has health, documents and, later, pages. */
export const BASE_PATH = "/api/v1";

/** Where the API for reviewers begins, which is this registry's own. */
export const REVIEW_PATH = "/review/v1";

/** Where the API begins that tells what the registry keeps beside the resources; this registry's own, too. */
export const REGISTRY_PATH = "/registry/v1";

const ORG = `${BASE_PATH}/orgs/{orgId}`;
const BRAND = `${ORG}/brands/{brandId}`;
const OWN_BRAND = `${REGISTRY_PATH}/orgs/{orgId}/brands/{brandId}`;
const WEBHOOKS = `${REGISTRY_PATH}/orgs/{orgId}/webhooks`;
const DELIVERIES = `${WEBHOOKS}/{webhookId}/deliveries`;
const REVIEW = `${REVIEW_PATH}/reviews/{collection}/{brandId}/{id}`;

/** Path templates as the API's reference writes them. */
export const PATHS = {
  token: `${BASE_PATH}/oauth2/token`,
  brands: `${ORG}/brands`,
  brand: BRAND,
  brandAssets: `${BRAND}/assets`,
  brandAsset: `${BRAND}/assets/{assetId}`,
  callerIds: `${BRAND}/caller-ids`,
  callerId: `${BRAND}/caller-ids/{callerId}`,
  delegatedBrands: `${ORG}/delegated-brands`,
  imageUpload: `${ORG}/images/upload`,
  imageMetadata: `${ORG}/images/{imageId}/metadata`,
  notifications: `${ORG}/notifications`,
  feedback: `${ORG}/feedback`,
  eventStream: `${ORG}/events/stream`,
  reviews: `${REVIEW_PATH}/reviews`,
  review: REVIEW,
  reviewDecision: `${REVIEW}/decision`,
  account: `${REGISTRY_PATH}/account`,
  departments: `${REGISTRY_PATH}/departments`,
  caller: `${REGISTRY_PATH}/callers/{phoneNumber}`,
  summary: `${OWN_BRAND}/summary`,
  delegations: `${OWN_BRAND}/delegations`,
  brandVersions: `${OWN_BRAND}/versions`,
  brandHistory: `${OWN_BRAND}/history`,
  versions: `${OWN_BRAND}/{collection}/{id}/versions`,
  history: `${OWN_BRAND}/{collection}/{id}/history`,
  webhooks: WEBHOOKS,
  deliveries: DELIVERIES,
  deliveryReplay: `${DELIVERIES}/{eventId}/replay`,
  /** Beside the API, and without a token: whoever knows the key sees the picture. */
  picture: "/images/{key}/{picture}",
} as const;

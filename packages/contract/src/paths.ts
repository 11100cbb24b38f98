/** Where the API begins; beside it the server has health, documents and, later, pages. */
export const BASE_PATH = "/api/v1";

/** Path templates as the API's reference writes them. */
export const PATHS = {
  token: `${BASE_PATH}/oauth2/token`,
  callerIds: `${BASE_PATH}/orgs/{orgId}/brands/{brandId}/caller-ids`,
  callerId: `${BASE_PATH}/orgs/{orgId}/brands/{brandId}/caller-ids/{callerId}`,
  imageUpload: `${BASE_PATH}/orgs/{orgId}/images/upload`,
  imageMetadata: `${BASE_PATH}/orgs/{orgId}/images/{imageId}/metadata`,
  /** Beside the API, and without a token: whoever knows the key sees the picture. */
  picture: "/images/{key}/{picture}",
} as const;

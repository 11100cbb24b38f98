/** What happened to a resource, as a sentence. */
export const notices = {
  /** Of what has no name, is gone, or is not known yet. */
  unnamed: { BRAND: "Brand", BRAND_ASSET: "Logo or cover photo", BUSINESS_CALLER_ID: "Caller ID" },
  outcome: {
    PROCESSING_SUCCESSFUL: "was published",
    VALIDATION_FAILURE: "was rejected",
    PROCESSING_FAILURE: "could not be processed",
  },
  delegated: { CREATE: "is now shared with you by", DELETE: "is no longer shared with you by" },
} as const;

/** Whatever comes from outside has a limit, and each limit has its name here. The filter's own stand in `@callmark/ql`. */
export const LIMITS = Object.freeze({
  /** Resources on a page where the request names no `limit` (docs/contract.md, Listing). */
  pageDefault: 100,
  /** A larger `limit` counts as this one. */
  pageMaximum: 1000,
  /** Bytes of a request's body; more is 413. */
  bodyBytes: 64 * 1024,
  /** Bytes of a request's line and headers; a legal `ql`, percent-encoded, needs them. */
  headerBytes: 80 * 1024,
  /** Bytes of an image's file (docs/contract.md, Images); more is 413. */
  imageBytes: 15 * 1024 * 1024,
  /** Bytes of an upload's body: the file, and what multipart puts around it. */
  uploadBytes: 15 * 1024 * 1024 + 64 * 1024,
  /** Pixels of an image's longer side, as its header says, before anything is decoded. */
  imageSide: 5_000,
  /** Images of one org; a setting overrides it. */
  imagesPerOrg: 10_000,
  /** Characters that are kept of an image's file name. */
  filenameCharacters: 255,
  /** Caller IDs of one brand that are not deleted; a setting overrides it. */
  callerIdsPerBrand: 150_000,
  /** Brands of one org that are not deleted. */
  brandsPerOrg: 1_000,
  /** Assets of one brand that are not deleted. */
  assetsPerBrand: 100,
  /** Characters of a text in a submitted body, where nothing else is said. */
  textCharacters: 1_000,
  /** Items of a list in a submitted body. */
  listItems: 100,
  /** Characters of a brand's URL; a longer one is a validation rule's to report. */
  urlCharacters: 255,
  /** Characters of a submitted URL, so that the rule has something to report. */
  submittedUrlCharacters: 8_192,
  /** Seconds that an access token lives. */
  tokenSeconds: 3600,
});

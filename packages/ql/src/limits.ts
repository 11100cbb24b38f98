/** What a filter may cost; `parse` refuses the first thing beyond (docs/contract.md, 3.1). */
export const LIMITS = Object.freeze({
  codeUnits: 4096,
  comparisons: 64,
  nesting: 16,
  listValues: 256,
  starsPerArgument: 4,
  comparisonsWithStars: 8,
} as const);

export type Limit = keyof typeof LIMITS;

/** The limits' names in messages: "at most 4 stars per argument". */
export const LIMIT_WORDS: Readonly<Record<Limit, string>> = Object.freeze({
  codeUnits: "code units",
  comparisons: "comparisons",
  nesting: "levels of nesting",
  listValues: "list values",
  starsPerArgument: "stars per argument",
  comparisonsWithStars: "comparisons with stars",
});

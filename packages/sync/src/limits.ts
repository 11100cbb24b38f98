/** Whatever comes from outside has a limit, and each limit has its name here. */
export const LIMITS = Object.freeze({
  /** Bytes of a line of a file, its end left out. */
  lineBytes: 64 * 1024,
  /** Lines that one row of CSV may have, where a quoted cell holds line ends. */
  linesPerRow: 100,
  /** Rows of a file; six times what a brand may have. */
  rows: 1_000_000,
  /** Columns of a file. */
  columns: 100,
  /** Problems of a file that are kept to be shown, more than a brand may have rows; the others are counted. */
  problemsKept: 200_000,
  /** Numbers that were written otherwise, kept as examples. */
  examplesKept: 5,
  /** Different departments whose text the rows share. */
  departmentsShared: 1_000,
  /** Caller IDs that a brand should not exceed; near it, deletes go before creates. */
  callerIdsPerBrand: 150_000,
  /** Steps of a plan. */
  planSteps: 2_000_000,
});

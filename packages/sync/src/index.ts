export { type Applied, type ApplyInput, appliedOf, applyPlan } from "./applying/apply.ts";
export { type CallerIds, CHANGED } from "./applying/carry-out.ts";
export {
  type Done,
  type Ended,
  type Failed,
  type Journal,
  type JournalEntry,
  JournalError,
  type Progress,
  type Refused,
  readJournal,
  writeEntry,
} from "./applying/journal.ts";
export type { Waiting } from "./applying/outage.ts";
export { type CsvTextOptions, writeCsv } from "./csv-text.ts";
export { LIMITS } from "./limits.ts";
export { type DeleteLimit, deletesAllowed, readDeleteLimit, requestsOf } from "./planning/cost.ts";
export { desiredOf, makePlan, type PlanInput, type RemotePage } from "./planning/make-plan.ts";
export type { Action, Plan, Step, Target } from "./planning/plan.ts";
export { PlanError, readPlan, writePlan } from "./planning/plan-text.ts";
export { type CountryCode, isCountry, type NumberReading, readNumber } from "./reading/number.ts";
export { FaultyFile, type Problem } from "./reading/problem.ts";
export { type Format, type ReadOptions, readDesired } from "./reading/read.ts";
export type { Desired, DesiredRow, Normalised } from "./reading/rows.ts";
export { type RejectedRows, rejectedRows } from "./rejected.ts";

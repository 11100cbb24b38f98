import pg from "pg";
import { StoreUnavailable } from "../../registry/store.ts";
import { UniqueViolation } from "../transaction.ts";

/** The connection is of no use any more; whether a statement that was under way was carried out is not known. */
export class ConnectionLost extends StoreUnavailable {}

/** Two transactions stood in each other's way, and this one has given way. */
class Conflict extends StoreUnavailable {}

/** A row names another that is not there, or not any more. */
class MissingReference extends Error {}

/** Has a transaction failed for what others did at the same time, so that it may succeed if it is done again? */
export function isRace(error: unknown): boolean {
  return error instanceof UniqueViolation || error instanceof Conflict || error instanceof MissingReference;
}

/** Connections that the server refuses or ends, or that break (08), and those that sat idle in a transaction. */
const LOST = /^(08|57P0|25P03)/;
/** For the moment alone: out of room (53), waiting for a lock (55P03), a disk that fails (58), a standby (25006). */
const PASSING = /^(53|55P03|58|25006)/;

/**
 * What PostgreSQL's SQLSTATE says, as the store's callers know it; `late` makes the error of a statement that took too
 * long. What else the server tells (`detail`) has values of rows in it, and goes no further.
 */
export function translated(error: unknown, late: () => Error): Error {
  if (!(error instanceof pg.DatabaseError)) return new ConnectionLost(wordsOf(error));
  const { code = "" } = error;
  const words = wordsOf(error);
  if (code === "23505") return new UniqueViolation(words);
  if (code === "23503") return new MissingReference(words);
  if (code === "40001" || code === "40P01") return new Conflict(words);
  if (code === "57014") return late();
  if (LOST.test(code)) return new ConnectionLost(words);
  return PASSING.test(code) ? new StoreUnavailable(words) : new Error(words);
}

/** An error of the driver in one line. Where a host has several addresses, the error has one for each. */
export function wordsOf(error: unknown): string {
  if (error instanceof AggregateError) return wordsOf(error.errors[0]);
  if (!(error instanceof Error)) return String(error);
  return error instanceof pg.DatabaseError ? `${error.code}: ${error.message}` : error.message;
}

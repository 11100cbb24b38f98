import type { Insert, Values } from "./statement.ts";
import type { Awaitable, Transaction } from "./transaction.ts";

/**
 * A registry opened for the long work of its operator: reading all of it, writing much of it. Each piece of work is
 * one transaction, however long it takes, on a connection of its own.
 */
export interface Bulk extends AsyncDisposable {
  /** One snapshot, while others write. */
  read<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** What throws leaves nothing. Throws `StoreUnavailable`, or `OutcomeUnknown` where the commit got no answer. */
  write<T>(work: (tx: BulkTransaction) => Promise<T>): Promise<T>;
}

/** A transaction that writes many rows at once. */
export interface BulkTransaction extends Transaction {
  /**
   * Adds a row for each of the values. Of what throws `UniqueViolation` some may have been added: it has to be done
   * `apart`, or to end the transaction.
   */
  append(statement: Insert, rows: readonly Values[]): Awaitable<void>;
  /** Undoes what `work` has done where that throws, and nothing else. */
  apart(work: () => Promise<void>): Promise<void>;
  /** From now on nobody else adds an organization before the transaction ends. */
  holdOrgs(): Awaitable<void>;
}

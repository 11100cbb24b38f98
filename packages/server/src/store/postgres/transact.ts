import { StoreUnavailable } from "../../registry/store.ts";
import type { Transaction } from "../transaction.ts";
import type { Clients } from "./clients.ts";
import { Connection, type ConnectionOptions, type Purpose } from "./connection.ts";

/** The error of a statement that took longer than any of its kind should. */
export const late = () => new StoreUnavailable("The database took longer than its time limit");

/** What transactions have in common that are asked of the same connections. */
export interface Side {
  readonly clients: Clients;
  readonly options: ConnectionOptions;
}

/** One transaction. Throws `OutcomeUnknown` where it writes and nobody can say whether it was committed. */
export async function transact<T>(
  { clients, options }: Side,
  purpose: Purpose,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const connection = new Connection(await clients.take(), purpose, options);
  let result: T;
  try {
    await connection.begin();
    result = await work(connection);
  } catch (error) {
    await connection.rollback();
    throw error;
  }
  const committed = connection.commit();
  // What was only read is known already.
  if (purpose.writes) await committed;
  else committed.catch(() => {});
  return result;
}

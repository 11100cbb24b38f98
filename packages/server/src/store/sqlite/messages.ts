import { QueryTooExpensive, StoreUnavailable } from "../../registry/store.ts";
import type { Input, OperationName } from "../operations/index.ts";
import { UniqueViolation } from "../transaction.ts";

/** What a thread is asked to do. */
export interface Work<Name extends OperationName = OperationName> {
  readonly task: number;
  readonly name: Name;
  readonly input: Input<Name>;
  /** When nobody waits for the answer any more, in milliseconds since 1970. */
  readonly deadline?: number;
}

/** What became of it. */
export type Done =
  | { readonly task: number; readonly output: unknown }
  | { readonly task: number; readonly error: FailureData };

/** Errors cross threads as data; those that the store's callers tell apart keep their class. */
interface FailureData {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
}

const KNOWN = { StoreUnavailable, UniqueViolation, QueryTooExpensive };

export function failed(task: number, error: unknown): Done {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  return { task, error: { name, message, ...(stack !== undefined && { stack }) } };
}

export function revived({ name, message, stack }: FailureData): Error {
  const Known = Object.hasOwn(KNOWN, name) ? KNOWN[name as keyof typeof KNOWN] : undefined;
  return Known === undefined ? Object.assign(new Error(message), { stack }) : new Known(message);
}

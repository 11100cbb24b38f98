import { isId } from "../registry/ids.ts";

/**
 * Why a command on the database was refused, in one line for its operator. `usage`: an argument is wrong whatever
 * the registry holds; `failed`: the registry does not allow it as it stands.
 */
export class AdminError extends Error {
  override readonly name = "AdminError";
  readonly reason: "usage" | "failed";
  constructor(reason: "usage" | "failed", message: string) {
    super(message);
    this.reason = reason;
  }
}

/** Gives the id back; throws `AdminError` where it is none that a resource may have. */
export function checkedId(what: string, id: string): string {
  if (isId(id)) return id;
  throw new AdminError("usage", `${what} '${id}' is not an id: 1 to 20 decimal digits, the first not 0`);
}

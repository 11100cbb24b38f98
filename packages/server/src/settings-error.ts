/** A setting that is wrong, and does not become right by itself: the start ends, with a line for each of them. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
}

/**
 * What the system and SQLite say of a path, a host or an address that is not what a setting takes it for. All else may
 * pass: a port that is taken, a disk that is full, a server that is away.
 */
const LASTING: ReadonlySet<unknown> = new Set([
  "EACCES",
  "EINVAL",
  "EISDIR",
  "ELOOP",
  "ENAMETOOLONG",
  "ENOENT",
  "ENOTDIR",
  "ENOTFOUND",
  "EPERM",
  "EROFS",
  "SQLITE_CANTOPEN",
  "SQLITE_NOTADB",
  "SQLITE_READONLY",
]);

/** The error of a setting that cannot be followed: a `SettingsError`, unless that may pass by itself. */
export function settingFailure(name: string, failure: unknown): Error {
  const { message, cause = failure } = failure as Error;
  const { code } = cause as { readonly code?: unknown };
  const said = `${name}: ${message}`;
  return LASTING.has(code) ? new SettingsError(said, { cause }) : new Error(said, { cause });
}

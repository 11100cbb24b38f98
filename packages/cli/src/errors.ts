import { styleText } from "node:util";

export const FAILED = 1;
export const WRONG_USAGE = 2;

/** Arguments or settings that are wrong whatever the registry holds. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** A signal ended the work early. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
  readonly exitCode: number;
  constructor(message: string, exitCode: number) {
    super(message);
    this.exitCode = exitCode;
  }
}

/**
 * Says on the standard error stream what went wrong, and gives the exit code for it. Known failures are one line or
 * a few; a fault of the program, which nobody can mend from outside, comes with its stack.
 */
export function report(error: unknown, { json }: { readonly json: boolean }): number {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  const text = message.replace(/^error: /, "");
  if (json) {
    process.stderr.write(`${JSON.stringify({ error: { message: text } })}\n`);
  } else {
    const label = styleText("red", "error:", { stream: process.stderr });
    const more = isFault(error) ? `\nThis is a fault of callmark; please report it.\n${stack}` : "";
    process.stderr.write(
      `${text
        .split("\n")
        .map((line) => `${label} ${line}\n`)
        .join("")}${more}`,
    );
  }
  if (error instanceof Interrupted) return error.exitCode;
  const reason = error instanceof Error && "reason" in error ? error.reason : undefined;
  return name === "UsageError" || name === "SettingsError" || reason === "usage" ? WRONG_USAGE : FAILED;
}

/** What JavaScript itself throws where code is wrong. */
function isFault(error: unknown): boolean {
  return (
    !(error instanceof Error) ||
    [TypeError, ReferenceError, RangeError, SyntaxError].some((fault) => error instanceof fault)
  );
}

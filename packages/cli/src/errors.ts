import { styleText } from "node:util";

export const FAILED = 1;
export const WRONG_USAGE = 2;
/** Of many things that were sent, some were refused. */
export const SOME_REFUSED = 3;
export const INTERRUPTED = 130;

/** Arguments or settings that are wrong whatever the registry holds. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  /** What to do about it, a line each. */
  readonly advice: readonly string[];
  constructor(message: string, ...advice: readonly string[]) {
    super(message);
    this.advice = advice;
  }
}

/** A signal ended the work early. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
  readonly exitCode: number;
  /** What a machine gets beside the message. */
  readonly facts: Readonly<Record<string, unknown>>;
  constructor(message: string, exitCode: number, facts: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.exitCode = exitCode;
    this.facts = facts;
  }
}

/** What has already been told, so that nothing is left to say but that it failed. */
export class Told extends Error {
  override readonly name = "Told";
  readonly exitCode: number;
  constructor(exitCode: number) {
    super("Told already");
    this.exitCode = exitCode;
  }
}

/** An error in words: lines for a person, and what a machine gets beside the message. */
export interface Explanation {
  readonly lines: readonly string[];
  readonly facts: Readonly<Record<string, unknown>>;
}

/**
 * Says on the standard error stream what went wrong, and gives the exit code for it. Known failures are one line or
 * a few; a fault of the program, which nobody can mend from outside, comes with its stack.
 */
export async function report(error: unknown, { json }: { readonly json: boolean }): Promise<number> {
  if (error instanceof Told) return error.exitCode;
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  if (name === "ExitPromptError") {
    process.stderr.write("\n");
    return INTERRUPTED;
  }
  const text = message.replace(/^error: /, "");
  const explanation = await explained(error);
  if (json) {
    process.stderr.write(`${JSON.stringify({ error: { message: text, ...explanation?.facts } })}\n`);
  } else {
    const label = styleText("red", "error:", { stream: process.stderr });
    const [first = "", ...rest] = explanation?.lines ?? [];
    const more = isFault(error) ? `\nThis is a fault of callmark; please report it.\n${stack}` : "";
    const said =
      explanation === undefined
        ? text.split("\n").map((line) => `${label} ${line}\n`)
        : [`${label} ${first}\n`, ...rest.map((line) => `${line}\n`)];
    process.stderr.write(`${said.join("")}${more}`);
  }
  if (error instanceof Interrupted) return error.exitCode;
  const reason = error instanceof Error && "reason" in error ? error.reason : undefined;
  return name === "UsageError" || name === "SettingsError" || reason === "usage" ? WRONG_USAGE : FAILED;
}

/** What the client's errors say, in words; its code is loaded only where a command has got so far as to fail by it. */
async function explained(error: unknown): Promise<Explanation | undefined> {
  if (error instanceof UsageError && error.advice.length > 0) {
    return { lines: [error.message, ...error.advice], facts: { advice: error.advice } };
  }
  if (error instanceof Interrupted) return { lines: [error.message], facts: error.facts };
  if (!(error instanceof Error) || !("request" in error)) return undefined;
  const { explain } = await import("./explain.ts");
  return explain(error);
}

/** What JavaScript itself throws where code is wrong. */
function isFault(error: unknown): boolean {
  return (
    !(error instanceof Error) ||
    [TypeError, ReferenceError, RangeError, SyntaxError].some((fault) => error instanceof fault)
  );
}

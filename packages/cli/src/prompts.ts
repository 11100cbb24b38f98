import { UsageError } from "./errors.ts";

/*
 * What is asked of a person. The library is loaded only where there is somebody to ask; questions stand on the error
 * stream, so that the output stays what it is.
 */

/** Is there a person who sees a question and can answer it? */
export function canAsk(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true;
}

const context = { output: process.stderr };

/**
 * Asks whether to go on; `--yes` has answered already. Throws `UsageError` where nobody can be asked.
 */
export async function confirmed(
  message: string,
  { yes = false }: { readonly yes?: boolean | undefined },
): Promise<boolean> {
  if (yes) return true;
  if (!canAsk()) throw new UsageError("Nobody can be asked here whether it is meant: --yes says so");
  const { default: confirm } = await import("@inquirer/confirm");
  return confirm({ message, default: false }, context);
}

/** Asks for a line of text, until `wrong` has nothing to say of it. */
export async function askText(
  message: string,
  { initial, wrong }: { readonly initial?: string; readonly wrong: (text: string) => string | undefined },
): Promise<string> {
  const { default: input } = await import("@inquirer/input");
  const validate = (text: string) => wrong(text) ?? true;
  return input({ message, validate, ...(initial !== undefined && { default: initial }) }, context);
}

/** Asks for a secret, of which nothing is shown. */
export async function askSecret(message: string): Promise<string> {
  const { default: password } = await import("@inquirer/password");
  return password({ message, validate: (text) => text !== "" || "It cannot be empty" }, context);
}

/** Asks for one of several. */
export async function askChoice<Value>(
  message: string,
  choices: readonly { readonly name: string; readonly value: Value }[],
): Promise<Value> {
  const { default: select } = await import("@inquirer/select");
  return select({ message, choices: [...choices] }, context);
}

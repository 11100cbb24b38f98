import { Command, CommanderError } from "commander";
import description from "../package.json" with { type: "json" };
import { ENTRIES } from "./commands.ts";
import { FAILED, report, WRONG_USAGE } from "./errors.ts";

/** What a shell's script asks by what may follow the words behind it. */
const COMPLETE = "__complete";

/** Runs the program with its arguments (without Node and script) and sets the process's exit code. */
export async function run(args: readonly string[]): Promise<void> {
  const json = args.includes("--json") || args.includes("--ndjson");
  process.stdout.on("error", (error) => {
    if (hasNoReader(process.stdout, error)) return;
    const what = `The standard output cannot be written: ${error.message}`;
    void report(new Error(what), { json });
    process.exitCode = FAILED;
  });
  process.stderr.on("error", (error) => {
    if (!hasNoReader(process.stderr, error)) process.exitCode = FAILED;
  });
  try {
    if (args[0] === COMPLETE) {
      const words = args.slice(1);
      const { complete } = await import("./completion/complete.ts");
      await complete(await program(meant(words)), words);
      return;
    }
    const words = spelled(args);
    const callmark = await program(meant(words));
    // Machines get the error as JSON, and nothing else.
    if (json) silence(callmark);
    await callmark.parseAsync(words, { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return;
      if (json) await report(error, { json });
      process.exitCode = WRONG_USAGE;
    } else {
      process.exitCode = await report(error, { json });
    }
  }
}

/**
 * The program with all its commands, of which only those with these names are more than a name and a description:
 * what a command needs is not loaded for another.
 *
 * @param names `undefined` for all of them
 */
export async function program(names?: readonly string[]): Promise<Command> {
  const callmark = new Command("callmark")
    .description(
      "A self-hosted Business Caller ID registry, and a command line for any server that speaks its API",
    )
    .version(description.version)
    .exitOverride()
    .showHelpAfterError("Add --help for what it takes, with an example.")
    .addHelpText(
      "after",
      `
Example:
  $ callmark serve --demo
  $ callmark caller-ids list --state PUBLISHED

The server's settings come from the environment (CALLMARK_…); docs/settings.md lists them.`,
    );
  for (const { name, alias, group, description, build } of ENTRIES) {
    const command = callmark.command(name).description(description).helpGroup(group);
    if (alias !== undefined) command.alias(alias);
    if (names === undefined || names.includes(name) || (alias && names.includes(alias))) await build(command);
  }
  return callmark;
}

/** `help` of a command below another as `--help` of it: the library's `help` takes one word. */
function spelled(args: readonly string[]): readonly string[] {
  const [first, ...words] = args;
  return first === "help" && words.length > 1 ? [...words, "--help"] : args;
}

/** What the arguments may mean by a command: the first word, or the second after `help`. */
function meant(args: readonly string[]): string[] {
  return args.filter((argument) => !argument.startsWith("-")).slice(0, 2);
}

function silence(command: Command): void {
  command.configureOutput({ writeErr: () => {}, outputError: () => {} });
  for (const below of command.commands) silence(below);
}

/** A reader that has seen enough, such as `head`, is no failure, nor is a terminal that was closed. */
function hasNoReader({ isTTY }: NodeJS.WriteStream, { code }: NodeJS.ErrnoException): boolean {
  return code === "EPIPE" || (isTTY && code === "EIO");
}

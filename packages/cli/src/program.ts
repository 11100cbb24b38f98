import { Command, CommanderError } from "commander";
import description from "../package.json" with { type: "json" };
import { addAdmin } from "./admin/index.ts";
import { FAILED, report, WRONG_USAGE } from "./errors.ts";
import { addServe } from "./serve.ts";

/** Runs the program with its arguments (without Node and script) and sets the process's exit code: 0, 1 or 2. */
export async function run(args: readonly string[]): Promise<void> {
  // A reader that has seen enough, such as `head`, is no failure.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", ignoreBrokenPipe);
  const json = args.includes("--json");
  try {
    await program(json).parseAsync(args, { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return;
      if (json) report(error, { json });
      process.exitCode = WRONG_USAGE;
    } else {
      process.exitCode = report(error, { json });
    }
  }
}

function program(json: boolean): Command {
  const callmark = new Command("callmark")
    .description("A self-hosted Business Caller ID registry")
    .version(description.version)
    .exitOverride()
    .showHelpAfterError("Add --help for what it takes, with an example.")
    .addHelpText(
      "after",
      "\nExample:\n  $ callmark serve --demo\n\nSettings come from the environment (CALLMARK_…); docs/settings.md lists them.",
    );
  // Machines get the error as JSON, and nothing else.
  if (json) callmark.configureOutput({ writeErr: () => {}, outputError: () => {} });
  addServe(callmark);
  addAdmin(callmark);
  return callmark;
}

function ignoreBrokenPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") process.exitCode = FAILED;
}

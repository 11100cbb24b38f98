import type { Command } from "commander";
import { ENVIRONMENT } from "../packages/cli/src/environment.ts";
import { program } from "../packages/cli/src/program.ts";

/** Columns of a help text on the page. */
const WIDTH = 100;

/** What stands above the commands. */
const HEAD = `# The command line

\`callmark <command> --help\` shows the same, command by command (\`packages/cli/src\`). [packages/cli](../packages/cli/README.md)
shows how they are used.

## Which server, and as whom

A command finds its server and its account by its options, else by the environment, else by the profile. The profile is
the one that \`--profile\` or \`CALLMARK_PROFILE\` names, or else the current one; with \`--profile\` the environment is
ignored, except for \`CALLMARK_ALLOW_PLAIN_HTTP\`. A secret in a profile is only sent to the server, and for the account,
that it belongs to. If nothing is set at all, it is the demo's account at the demo's address.

| variable | what it is |
| --- | --- |
${Object.entries(ENVIRONMENT)
  .map(([name, what]) => `| \`${name}\` | ${what} |`)
  .join("\n")}

Profiles are in \`profiles.json\` in \`CALLMARK_CONFIG\`, else in \`$XDG_CONFIG_HOME/callmark\`, else in
\`~/.config/callmark\`. Secrets are beside it in \`secrets.json\`, which only its owner may read: the program refuses one that
others can read.

## What it prints

On a terminal lists are tables, with colour unless \`NO_COLOR\` is set. In a pipe they are lines without a heading, with a
tab between the cells. \`--json\` prints one document, \`--ndjson\` a line of JSON for each, \`--csv\` CSV with a heading
(RFC 4180). A table shows the first 30 unless \`--limit\` or \`--all\` says otherwise, and says so; everything else is the
whole list. Errors go to the error stream; with \`--json\` or \`--ndjson\` as one line,
\`{"error":{"message", "code", "status", "requestId", …}}\`. What \`plan\`, \`apply\` and \`copy\` report meanwhile, such as that
they wait for a server, is a line there, too: \`{"notice":{"message", …}}\`. The standard output has the result, and nothing
else.

| exit code | |
| --- | --- |
| 0 | Done |
| 1 | It failed, or the server did on some rows |
| 2 | Wrong usage, or something is missing |
| 3 | Some rows were refused, all others done |
| 130 | Interrupted by Ctrl-C (SIGINT) |
| 143 | Interrupted by SIGTERM, as service managers send it; 129 by SIGHUP, when a terminal is closed |

\`watch\` and \`serve\` run until a signal ends them: \`serve\` then ends with 0, \`watch\` as above.
`;

/** The page on the command line: the help of each command, made from the commands themselves. */
export async function cliReference(): Promise<string> {
  const callmark = await program();
  return [HEAD, ...callmark.commands.flatMap((command) => section(command, "##"))].join("\n");
}

function section(command: Command, heading: string): string[] {
  const below = command.commands.flatMap((verb) => section(verb, `${heading}#`));
  return [`${heading} ${pathOf(command)}\n\n\`\`\`\n${helpOf(command)}\n\`\`\`\n`, ...below];
}

function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
}

function helpOf(command: Command): string {
  let text = "";
  command.configureOutput({
    writeOut: (part) => {
      text += part;
    },
    getOutHelpWidth: () => WIDTH,
    getOutHasColors: () => false,
  });
  command.outputHelp();
  return text.trimEnd();
}

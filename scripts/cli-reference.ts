import type { Command } from "commander";
import { ENVIRONMENT } from "../packages/cli/src/environment.ts";
import { program } from "../packages/cli/src/program.ts";

/** Columns of a help text on the page. */
const WIDTH = 100;

/** What stands above the commands. */
const HEAD = `# The command line

\`callmark <command> --help\` shows what stands here. [packages/cli](../packages/cli/README.md) shows how it is used.

## Which server, and as whom

A command finds its server and its account by options, else by the environment, else by the profile. The profile is
the one that \`--profile\` or \`CALLMARK_PROFILE\` names, or else the current one; a profile that \`--profile\` names
leaves the environment aside, but for \`CALLMARK_ALLOW_PLAIN_HTTP\`. A secret that is kept goes to the server and with
the account that it was kept for alone. Where nobody has said anything, it is the demo's account on the demo's address.

| variable | what it is |
| --- | --- |
${Object.entries(ENVIRONMENT)
  .map(([name, what]) => `| \`${name}\` | ${what} |`)
  .join("\n")}

Profiles lie in \`profiles.json\` in \`CALLMARK_CONFIG\`, else in \`$XDG_CONFIG_HOME/callmark\`, else in
\`~/.config/callmark\`. Secrets lie beside it in \`secrets.json\`, which its owner alone may read: the program refuses one
that others may.

## What it prints

On a terminal lists are tables, with colour unless \`NO_COLOR\` is set. In a pipe they are lines without a heading, with a
tab between the cells. \`--json\` prints one document, \`--ndjson\` a line of JSON for each, \`--csv\` CSV with a heading
(RFC 4180). A table shows the first 30 unless \`--limit\` or \`--all\` says otherwise, and says so; all else is the whole
list. Errors stand on the error stream; with \`--json\` or \`--ndjson\` as one line,
\`{"error":{"message", "code", "status", "requestId", …}}\`. What \`plan\`, \`apply\` and \`copy\` tell meanwhile, such as a
server that is waited for, is a line there too: \`{"notice":{"message", …}}\`. The standard output has the result, and
nothing else.

| exit code | |
| --- | --- |
| 0 | Done |
| 1 | It failed, or the server did on some rows |
| 2 | Wrong usage, or something is missing |
| 3 | Some rows were refused, all others done |
| 130 | Interrupted by Ctrl-C (SIGINT) |
| 143 | Interrupted by SIGTERM, as service managers send it; 129 by SIGHUP, when a terminal is closed |

What \`watch\` and \`serve\` are for ends by a signal: \`serve\` ends with 0 then, \`watch\` as above.
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

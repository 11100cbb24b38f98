import { ERROR_CODES, openApiDocument } from "@callmark/contract";
import { ALL_RULES } from "../packages/server/src/registry/all-rules.ts";
import type { Rule } from "../packages/server/src/registry/rules.ts";
import { COMMAND_LINE_VARIABLES, SETTINGS } from "../packages/server/src/settings.ts";
import { cliReference } from "./cli-reference.ts";

/** The files that are made from the code, and what they must say. `npm run generate` writes them; a test compares. */
export const GENERATED: readonly {
  readonly file: string;
  readonly content: () => string | Promise<string>;
}[] = [
  { file: "openapi.json", content: () => `${JSON.stringify(openApiDocument(), null, 2)}\n` },
  { file: "docs/settings.md", content: settings },
  { file: "docs/errors.md", content: errors },
  { file: "docs/rules.md", content: rules },
  { file: "docs/cli.md", content: async () => `${NOTE}\n\n${await cliReference()}` },
];

const NOTE = "<!-- Generated: change the source that this page names, and run `npm run generate`. -->";

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function settings(): string {
  const rows = Object.entries(SETTINGS).map(([name, { default: value, what, expected }]) => [
    `\`${name}\``,
    value === undefined ? "–" : `\`${value}\``,
    what,
    expected,
  ]);
  return `${NOTE}

# Settings

Read once at the start, from the environment alone (\`packages/server/src/settings.ts\`). A name that begins with
\`CALLMARK_\` and is not in this table, or a value that is malformed, stops the start with a line that names it. An
empty value counts as none. The variables of the command line are no settings, and are ignored:
${COMMAND_LINE_VARIABLES.map((name) => `\`${name}\``).join(", ")} ([cli.md](cli.md)).

${table(["setting", "default", "what it does", "expected"], rows)}
`;
}

function errors(): string {
  const codes = Object.entries(ERROR_CODES).map(([name, { status, mark, when }]) => [
    `\`${name}\``,
    String(status),
    mark,
    when,
  ]);
  return `${NOTE}

# Error codes

An error's body is a JSON array of one or more objects \`{code, message, context?, details?}\`; the token endpoint
answers as RFC 6749, 5.2 says. Each code has one status (\`packages/contract/src/error-codes.ts\`).

${table(["code", "status", "from", "when"], codes)}

## Validation reports

A violated rule is a 400, and nothing is stored. The body has a report for each rule that is violated;
[rules.md](rules.md) lists the rules.
`;
}

const KIND_TITLES: { readonly [Kind in keyof typeof ALL_RULES]: string } = {
  brand: "Brands",
  brandAsset: "Brand assets",
  callerId: "Caller IDs",
};

/** A message as the document shows it: as code, whatever backticks it has. */
const verbatim = (message: string) => (message.includes("`") ? `\`\` ${message} \`\`` : `\`${message}\``);

const paths = (fields: Rule["fields"]) => fields.map((field) => `\`${field}\``).join(", ");

function rulesOf(title: string, all: readonly Rule[]): string {
  const rows = all.map(({ code, severity, method, mode, mark, ownWords, message, fields, when }) => [
    `\`${code}\``,
    severity,
    method.replaceAll("_AND_", ", "),
    mode,
    ownWords ? `${mark} (name)` : mark,
    verbatim(message),
    paths(fields),
    when,
  ]);
  return `## ${title}\n\n${table(["code", "severity", "method", "mode", "from", "message", "fields", "when"], rows)}\n`;
}

function rules(): string {
  const kinds = Object.entries(KIND_TITLES) as [keyof typeof ALL_RULES, string][];
  return `${NOTE}

# Validation rules

By these rules a registry judges a submitted resource (\`packages/server/src/registry/*-rules.ts\`). A \`VIOLATION\` refuses
the write or, in the review, rejects the resource; a \`WARNING\` or an \`INFO\` is among the \`validationReports\` of a write
that is accepted. A \`synchronous\` rule reports in the answer to the write, an \`asynchronous\` one in the review that
follows it ([review.md](review.md) says which a reviewer may name). In a message, \`{{name}}\` is read from the report's
\`context\`; in a field, \`[*]\` stands for each item of a list, and a report has the item's number. Of two reports on one
member only the weightier is shown.

**documented**: Apple's public API reference has the rule; **documented (name)**: it has the name, while the message, and
severity, method and mode where it says nothing, are ours; **ours**: the rule is this project's own.

${kinds.map(([kind, title]) => rulesOf(title, ALL_RULES[kind])).join("\n")}`;
}

import { styleText } from "node:util";
import { reportLines } from "../reports.ts";
import type { AnyResource, Noun, Reported } from "./noun.ts";

/**
 * Says what a write has done: a sentence on a terminal, the id in a pipe, the resource where a machine asked for it;
 * and on the error stream what the rules have to say.
 */
export function tellDone<Resource extends AnyResource>(
  { one, nameOf }: Pick<Noun<Resource>, "one" | "nameOf">,
  what: "Created" | "Updated" | "Deleted",
  resource: Resource & Partial<Reported>,
  { json = false }: { readonly json?: boolean | undefined },
): void {
  const { stdout, stderr } = process;
  if (json) stdout.write(`${JSON.stringify(resource)}\n`);
  else if (stdout.isTTY) {
    const named = [one, nameOf(resource), `(${resource.id})`].filter(Boolean).join(" ");
    const state = what === "Deleted" ? "" : `: ${resource.state}`;
    stdout.write(`${styleText("green", "✓", { stream: stdout })} ${what} ${named}${state}\n`);
  } else stdout.write(`${resource.id}\n`);
  const lines = reportLines(resource.validationReports ?? []);
  if (!json) stderr.write(lines.map((line) => `${line}\n`).join(""));
}

import type { Failed, Plan, Refused } from "@callmark/sync";
import { fit, oneLine } from "../listing/text.ts";
import { tell } from "../output.ts";
import { count } from "../progress.ts";

/** Rows that a person is shown. */
const SHOWN = 10;
/** Columns of what a person is told of a row; a message may repeat all that was sent. */
const COLUMNS = 300;

/** A person is told of the first rows that were not done, a machine of those that no file has. */
export function tellRows({ steps }: Plan, rows: readonly (Refused | Failed)[], json: boolean): void {
  const told = json
    ? rows.filter(({ is, step }) => is === "failed" || steps[step]?.action === "delete")
    : rows.slice(0, SHOWN);
  for (const { step: place, is, code, message } of told) {
    const step = steps[place];
    if (step === undefined) continue;
    const { action, phoneNumber } = step;
    const where = step.action === "delete" ? "delete" : `line ${step.line}`;
    const id = step.action === "create" ? undefined : step.id;
    const text = `${where}: ${phoneNumber}: ${oneLine(`${code}: ${message}`)}`;
    tell(json ? text : fit(text, COLUMNS), { json, facts: { is, action, phoneNumber, id, code } });
  }
  const more = rows.length - SHOWN;
  if (!json && more > 0) process.stderr.write(`… and ${count(more)} more\n`);
}

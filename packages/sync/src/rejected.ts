import type { Applied } from "./applying/apply.ts";
import type { Plan } from "./planning/plan.ts";
import { cellsOf } from "./reading/csv.ts";
import { DEPARTMENT_COLUMN, NUMBER_COLUMN } from "./reading/rows.ts";
import { guard } from "./spreadsheet.ts";

/** The columns that say why a row was refused; when a file with them is read again, they go along. */
const CODE_COLUMN = "code";
const MESSAGE_COLUMN = "message";

/** A table of the rows that were refused. */
export interface RejectedRows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * The input's rows that were refused, each as it was written, with code and message. What was to be deleted has no row
 * in the input, and so none here.
 */
export function rejectedRows({ columns, steps }: Plan, { refused }: Pick<Applied, "refused">): RejectedRows {
  const kept = columns.filter((name) => name !== CODE_COLUMN && name !== MESSAGE_COLUMN);
  const rows = refused.flatMap(({ step: place, code, message }) => {
    const step = steps[place];
    if (step === undefined || step.action === "delete") return [];
    const { phoneNumber, department = "", record } = step;
    const cells = record === undefined ? undefined : cellsOf(record);
    const written = (name: string) => {
      if (cells !== undefined) return cells[columns.indexOf(name)] ?? "";
      return name === NUMBER_COLUMN ? phoneNumber : name === DEPARTMENT_COLUMN ? department : "";
    };
    // The input is the user's own; what the server says must not run in a spreadsheet.
    return [[...kept.map(written), guard(code), guard(message)]];
  });
  return { columns: [...kept, CODE_COLUMN, MESSAGE_COLUMN], rows };
}

import type { Applied } from "./applying/apply.ts";
import type { Plan } from "./planning/plan.ts";
import { cellsOf } from "./reading/csv.ts";
import { DEPARTMENT_COLUMN, NUMBER_COLUMN } from "./reading/rows.ts";
import { guard, withoutGuard } from "./spreadsheet.ts";

/** The columns that say why a row was refused; when a file with them is read again, they go along. */
const CODE_COLUMN = "code";
const MESSAGE_COLUMN = "message";

/** A table of the rows that were refused. */
export interface RejectedRows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * The input's rows that were refused, each as it was written, with code and message. They are mended in a spreadsheet,
 * and the input may be anybody's: no cell runs there, and number and department are read as they were meant. What was to
 * be deleted has no row in the input, and so none here.
 */
export function rejectedRows({ columns, steps }: Plan, { refused }: Pick<Applied, "refused">): RejectedRows {
  const kept = columns
    .map((name, at) => ({ name, at }))
    .filter(({ name }) => name !== CODE_COLUMN && name !== MESSAGE_COLUMN);
  const rows = refused.flatMap(({ step: place, code, message }) => {
    const step = steps[place];
    if (step === undefined || step.action === "delete") return [];
    const { phoneNumber, department = "", record } = step;
    const cells = record === undefined ? undefined : cellsOf(record);
    const written = ({ name, at }: (typeof kept)[number]) => {
      const cell = cells?.[at];
      // What is written as `="…"` would be read as it stands behind an apostrophe.
      if (cell !== undefined) return isKnown(name) ? withoutGuard(cell) : cell;
      return name === NUMBER_COLUMN ? phoneNumber : name === DEPARTMENT_COLUMN ? department : "";
    };
    return [[...kept.map(written), code, message].map(guard)];
  });
  return { columns: [...kept.map(({ name }) => guard(name)), CODE_COLUMN, MESSAGE_COLUMN], rows };
}

const isKnown = (column: string) => column === NUMBER_COLUMN || column === DEPARTMENT_COLUMN;

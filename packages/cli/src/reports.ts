import { styleText } from "node:util";
import type { ValidationReport } from "@callmark/client";
import { oneLine } from "./listing/text.ts";

const MARKS = {
  VIOLATION: ["✗", "red"],
  WARNING: ["!", "yellow"],
  INFO: ["i", "cyan"],
} as const;

/** Validation reports for a person: a line each, with the field that it speaks of and the rule's name. */
export function reportLines(reports: readonly ValidationReport[], stream = process.stderr): string[] {
  return reports.map(({ code, severity, message, context = {}, details }) => {
    const [mark, colour] = MARKS[severity] ?? MARKS.INFO;
    const fields = [...(details?.submitted ?? []), ...(details?.expected ?? [])].map(({ field }) => field);
    const where = [...new Set(fields)].join(", ");
    const text = [filled(message, context), ...(where === "" ? [] : [`at ${where}`])].join(" ");
    const rule = styleText("dim", `(${code.replace(/^VALIDATION__/, "")})`, { stream });
    return `  ${styleText(colour, mark, { stream })} ${oneLine(text)} ${rule}`;
  });
}

/** A message with what its context has for each `{{name}}`. */
export function filled(message: string, context: Readonly<Record<string, unknown>>): string {
  return message.replaceAll(/\{\{\s*([\w.]+)\s*\}\}/g, (whole, name: string) =>
    Object.hasOwn(context, name) ? String(context[name]) : whole,
  );
}

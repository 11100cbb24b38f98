import type { Rejected, ValidationReport } from "@callmark/client";

/** What a report says, its template filled in. */
export function sayReport({ message, context = {} }: Pick<ValidationReport, "message" | "context">): string {
  return message.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => String(context[name] ?? whole));
}

/** What the reports of a refusal say of one member of the details; `undefined` where none does. */
export function reportsOn({ validationReports }: Rejected, member: string): string | undefined {
  const said = validationReports.filter(({ details }) =>
    [...(details?.submitted ?? []), ...(details?.expected ?? [])].some(({ field }) =>
      field.endsWith(`.${member}`),
    ),
  );
  return said.length === 0 ? undefined : said.map(sayReport).join(" ");
}

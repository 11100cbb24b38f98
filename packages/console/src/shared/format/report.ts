import type { ValidationReport } from "@callmark/client";

/** What a report says, its template filled in. */
export function sayReport({ message, context = {} }: Pick<ValidationReport, "message" | "context">): string {
  return message.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => String(context[name] ?? whole));
}

/** The members that a report speaks of, as JSON paths: of an item of a list, also the member that its context names. */
export function fieldsOf({ details, context }: ValidationReport): readonly string[] {
  const named = [...(details?.submitted ?? []), ...(details?.expected ?? [])].map(({ field }) => field);
  const member = context?.field;
  if (typeof member !== "string") return named;
  return named.flatMap((field) => (field.endsWith("]") ? [field, `${field}.${member}`] : [field]));
}

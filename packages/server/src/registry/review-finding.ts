import type { ReportedField } from "@callmark/contract";
import type { Finding, Rule } from "./rules.ts";

/** A resource as the wire shows it. */
export type Reviewed = Readonly<Record<string, unknown>> & { readonly id: string };

/**
 * What a review says by naming a rule: the fields that the rule judges with their values, and in the context what the
 * message shows, `id` of the resource and `value` of the first field.
 */
export function reviewFinding(rule: Rule, resource: Reviewed): Finding {
  const submitted = rule.fields
    .map((field): ReportedField => ({ field, value: valueAt(resource, field) }))
    .filter(({ value }) => value !== undefined);
  const known: Readonly<Record<string, unknown>> = { id: resource.id, value: submitted[0]?.value };
  const shown = Object.entries(known).filter(
    ([name, value]) => value !== undefined && rule.message.includes(`{{${name}}}`),
  );
  return {
    rule,
    member: rule.fields[0] ?? "$",
    ...(shown.length > 0 && { context: Object.fromEntries(shown) }),
    submitted,
  };
}

/** The value at a path of member names, `$.a.b`; a path through lists has none. */
export function valueAt(resource: Reviewed, path: string): unknown {
  let value: unknown = resource;
  for (const name of path.split(".").slice(1)) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[name];
  }
  return value;
}

/** The departments that are documented. An operator's own are met in filters and in caller IDs. */
const DEPARTMENTS: readonly string[] = [
  "department.general.support.customer_service",
  "department.general.support.service_center",
];

/** Those, and the others that were met. */
export function departmentsWith(met: Iterable<string>): readonly string[] {
  return [...new Set([...DEPARTMENTS, ...met])];
}

/** The departments that are documented. An operator's own are met in filters and in caller IDs. */
export const DEPARTMENTS: readonly string[] = [
  "department.general.support.customer_service",
  "department.general.support.service_center",
];

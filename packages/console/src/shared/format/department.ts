/** The word for a department of the catalogue: the last part of its key, `customer_service` → `Customer Service`. */
export function departmentLabel(key: string): string {
  const last = key.split(".").at(-1) ?? key;
  return last.replaceAll("_", " ").replace(/\b\w/g, (letter) => letter.toUpperCase());
}

/** The parameters of the address as texts: an id of 19 digits must not become a number. */
export function parseSearch(search: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(search));
}

/** The parameters in the form of an address, readable where a URL allows it: `?ql=state==PUBLISHED`. */
export function stringifySearch(search: Record<string, unknown>): string {
  const parts = Object.entries(search)
    .filter(([, value]) => typeof value === "string" && value !== "")
    .map(([name, value]) => `${encodeURIComponent(name)}=${readable(String(value))}`);
  return parts.length === 0 ? "" : `?${parts.join("&")}`;
}

function readable(value: string): string {
  return encodeURIComponent(value).replace(/%(3D|3B|2C|3A|2F|40|24)/g, (encoded) =>
    decodeURIComponent(encoded),
  );
}

/**
 * The parameters of an address, as texts: an id of 19 digits must not become a number. A bare `+` is one: telephone
 * numbers begin with it, and `stringifySearch` writes a blank as `%20`.
 */
export function parseSearch(search: string): Readonly<Record<string, string>> {
  return Object.fromEntries(new URLSearchParams(search.replaceAll("+", "%2B")));
}

/** Parameters in the form of an address, readable where a URL allows it: `?ql=state==PUBLISHED`. Empty ones are left out. */
export function stringifySearch(search: Readonly<Record<string, string | undefined>>): string {
  const parts = Object.entries(search).flatMap(([name, value]) =>
    value === undefined || value === "" ? [] : [`${encodeURIComponent(name)}=${readable(value)}`],
  );
  return parts.length === 0 ? "" : `?${parts.join("&")}`;
}

function readable(value: string): string {
  return encodeURIComponent(value).replace(/%(3D|3B|2C|3A|2F|40|24)/g, (encoded) =>
    decodeURIComponent(encoded),
  );
}

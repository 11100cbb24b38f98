/*
 * What the console keeps in the browser: how it looks and how it is used, and nothing else. A secret or a token never
 * comes here.
 */

/** A preference as it was kept; `undefined` where there is none, or where the browser refuses to keep any. */
export function kept(name: string): string | undefined {
  try {
    return localStorage.getItem(name) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a preference, or forgets it. Where the browser refuses, it holds for this page alone. */
export function keep(name: string, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(name);
    else localStorage.setItem(name, value);
  } catch {
    // See above.
  }
}

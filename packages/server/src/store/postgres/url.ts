/** The driver takes an empty host, where a parameter names a socket, which JavaScript's `URL` does not. */
function parsed(url: string): URL | undefined {
  return URL.parse(url.replace("@/", "@localhost/")) ?? undefined;
}

/** Is it a URL of a PostgreSQL database? */
export function isPostgresUrl(url: string): boolean {
  return /^postgres(ql)?:\/\//.test(url) && parsed(url) !== undefined;
}

/** Where the database is, without what its URL has beside: user, password and parameters. */
export function shownPostgresUrl(url: string): string {
  const { protocol = "postgres:", host = "", pathname = "" } = parsed(url) ?? {};
  return `${protocol}//${host}${pathname}`;
}

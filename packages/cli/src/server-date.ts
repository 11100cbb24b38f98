/** What a server's clock shows, to the second. */
export interface ServerDate {
  /** Milliseconds since 1970; `undefined` where the answer has no date. */
  readonly date: number | undefined;
  readonly status: number;
}

/** How long a server may take for it, in milliseconds. */
const TIMEOUT = 10_000;

/** Asks a server for its time, which every answer of HTTP carries, without a token. Throws where there is no answer. */
export async function serverDate(baseUrl: string, signal?: AbortSignal): Promise<ServerDate> {
  const timeout = AbortSignal.timeout(TIMEOUT);
  const { headers, status, body } = await fetch(`${baseUrl}/api/v1/`, {
    redirect: "manual",
    signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
  });
  await body?.cancel();
  const date = Date.parse(headers.get("date") ?? "");
  return { date: Number.isNaN(date) ? undefined : date, status };
}

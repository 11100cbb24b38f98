/** What is listed, and where. */
export interface Listed {
  /** The registry, without a slash at the end. */
  readonly baseUrl: string;
  readonly orgId: string;
  readonly brandId: string;
  /** The filter's text; absent for all. */
  readonly ql: string | undefined;
}

/** Rows that the registry answers one request with, at most. */
export const MOST_AT_ONCE = 1000;

/** The list as a `curl` line: as much of it as one request can have. The token is in `$TOKEN`: no secret is copied. */
export function asCurl({ baseUrl, orgId, brandId, ql }: Listed): string {
  const url = `${baseUrl}/api/v1/orgs/${orgId}/brands/${brandId}/caller-ids`;
  const where = ql === undefined ? "" : ` \\\n  --data-urlencode ${quoted(`ql=${ql}`)}`;
  return `curl ${quoted(url)} \\\n  -H "authorization: Bearer $TOKEN" \\\n  --get -d limit=${MOST_AT_ONCE}${where}`;
}

/** The whole list as a command of `callmark`. The account is what its user has set up: no secret is copied. */
export function asCommand({ baseUrl, orgId, brandId, ql }: Listed): string {
  const where = ql === undefined ? "" : ` --where ${quoted(ql)}`;
  const server = `CALLMARK_BASE_URL=${quoted(baseUrl)}`;
  return `${server} callmark caller-ids list --org ${orgId} --brand ${brandId}${where} --all`;
}

/** The whole list as a loop over `@callmark/client`. The account is read from the environment: no secret is copied. */
export function asTypeScript({ baseUrl, orgId, brandId, ql }: Listed): string {
  const where = ql === undefined ? "" : `{ where: ${JSON.stringify(ql)} }`;
  return `import { CallmarkClient } from "@callmark/client";

const { CALLMARK_CLIENT_ID = "", CALLMARK_CLIENT_SECRET = "" } = process.env;
const callmark = new CallmarkClient({
  baseUrl: ${JSON.stringify(baseUrl)},
  clientId: CALLMARK_CLIENT_ID,
  clientSecret: CALLMARK_CLIENT_SECRET,
});

const callerIds = callmark.callerIds({ orgId: "${orgId}", brandId: "${brandId}" });
for await (const callerId of callerIds.list(${where})) {
  console.log(callerId.callerIdDetails.phoneNumber, callerId.state);
}
`;
}

/** A text as one word of a POSIX shell, whatever is in it. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

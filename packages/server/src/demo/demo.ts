import { hashSecret } from "../access/secrets.ts";
import { readInstant } from "../registry/instant.ts";
import type { Given, SeedOrg, Store } from "../registry/store.ts";
import demo from "./demo.json" with { type: "json" };

/** The demo's organizations, as a registry begins with them. Their accounts are marked: only `--demo` serves them. */
export function demoOrgs(now: number): SeedOrg[] {
  return demo.orgs.map(({ orgId, accounts, brands }) => ({
    orgId,
    accounts: accounts.map(({ clientId, secret, permission }) => ({
      clientId,
      orgId,
      permission: permission as SeedOrg["accounts"][number]["permission"],
      secretHash: hashSecret(secret),
      demo: true,
      created: now,
    })),
    brands: brands.map(({ brandId, callerIds }) => ({
      brandId,
      callerIds: callerIds.map((callerId) => ({
        id: callerId.id,
        created: millisecondsOf(callerId.createdDate),
        updated: millisecondsOf(callerId.updatedDate),
        state: callerId.state as Given["state"],
        etag: callerId.etag,
        details: callerId.callerIdDetails,
      })),
    })),
  }));
}

function millisecondsOf(date: string): number {
  const instant = readInstant(date);
  if (instant === undefined) throw new Error(`The demo has no date in ${date}`);
  return instant.milliseconds;
}

/** Fills an empty registry with the demo; leaves another as it is. */
export function seedDemo(store: Store, now: number): Promise<"seeded" | "notEmpty"> {
  return store.seed({ orgs: demoOrgs(now), now });
}

/** What a newcomer reads: the address, the accounts, and one pipeline that lists at once. */
export function demoGreeting(url: string, has: (command: string) => boolean): string {
  const [org] = demo.orgs;
  const [brand] = org?.brands ?? [];
  if (org === undefined || brand === undefined) throw new Error("The demo has no brand");
  const accounts = demo.orgs.flatMap(({ orgId, accounts }) =>
    accounts.map(
      ({ clientId, secret, permission }) =>
        `  ${clientId.padEnd(12)} ${secret}  ${permission} of org ${orgId}`,
    ),
  );
  const list = `${url}/api/v1/orgs/${org.orgId}/brands/${brand.brandId}/caller-ids?ql=createdDate=gt=2024-10-01T00:00:00Z&limit=2`;
  return [
    `callmark serves the demo on ${url}`,
    "",
    "Accounts (client_id, client_secret):",
    ...accounts,
    "",
    "Fetch a token and list, ready to paste:",
    "",
    has("curl") ? curlPipeline(url, list) : nodePipeline(url, list),
    "",
    `The reference is on ${url}/reference`,
  ].join("\n");
}

function tokenBody(): string {
  const [account] = demo.orgs[0]?.accounts ?? [];
  return JSON.stringify({
    client_id: account?.clientId,
    client_secret: account?.secret,
    grant_type: "client_credentials",
    scope: "business",
  });
}

function curlPipeline(url: string, list: string): string {
  return [
    `curl -s ${url}/api/v1/oauth2/token -H 'content-type: application/json' -d '${tokenBody()}' |`,
    `  sed 's/.*"access_token":"\\([^"]*\\)".*/authorization: Bearer \\1/' |`,
    `  curl -s -w '\\n' -H @- '${list}'`,
  ].join("\n");
}

/** The same where there is no curl: the Node that runs this is there. */
function nodePipeline(url: string, list: string): string {
  const post = `{method:"POST",headers:{"content-type":"application/json"},body:JSON.stringify(${tokenBody()})}`;
  return [
    `node -e 'fetch("${url}/api/v1/oauth2/token",${post}).then((answer)=>answer.json()).then((token)=>console.log(token.access_token))' |`,
    `  node -e 'fetch("${list}",{headers:{authorization:"Bearer "+fs.readFileSync(0,"utf8").trim()}}).then((answer)=>answer.text()).then(console.log)'`,
  ].join("\n");
}

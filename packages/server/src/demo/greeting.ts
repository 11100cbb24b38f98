import demo from "./demo.json" with { type: "json" };

/** What a newcomer reads beside the address. */
export interface Greeting {
  /** Is the console served? */
  readonly console: boolean;
  /** Is there such a command on the path? */
  readonly has: (command: string) => boolean;
}

/** What a newcomer reads: the address, the accounts, the console for each, and one pipeline that lists at once. */
export function demoGreeting(url: string, { console, has }: Greeting): string {
  const [org] = demo.orgs;
  const [brand] = org?.brands ?? [];
  if (org === undefined || brand === undefined) throw new Error("The demo has no brand");
  const accounts = [
    ...demo.orgs.flatMap(({ orgId, accounts }) =>
      accounts.map((account) => ({ ...account, may: `${account.permission} of org ${orgId}` })),
    ),
    ...demo.reviewers.map((reviewer) => ({ ...reviewer, may: "reviewer" })),
  ];
  const shown = accounts.map(({ clientId, secret, may }) => `  ${clientId.padEnd(13)} ${secret}  ${may}`);
  // The fragment of an address is sent to no server.
  const links = accounts.map(
    ({ clientId, secret }) => `  ${clientId.padEnd(13)} ${url}/#demo=${clientId}:${secret}`,
  );
  const list = `${url}/api/v1/orgs/${org.orgId}/brands/${brand.brandId}/caller-ids?ql=createdDate=gt=2024-10-01T00:00:00Z&limit=2`;
  return [
    `callmark serves the demo on ${url}`,
    "",
    ...(console ? ["The console, as each of the accounts:", ...links, ""] : []),
    "Accounts (client_id, client_secret):",
    ...shown,
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

import { readFile } from "node:fs/promises";
import { hashSecret } from "../access/secrets.ts";
import { decode } from "../images/decode.ts";
import { picturesOf } from "../images/pictures.ts";
import type { Image, Picture } from "../registry/images.ts";
import { readInstant } from "../registry/instant.ts";
import type { SeedBrand, SeedOrg } from "../registry/seed.ts";
import type { Given, NewAccount, Store } from "../registry/store.ts";
import demo from "./demo.json" with { type: "json" };

const LOGO = new URL("./logo.png", import.meta.url);

/** A logo for each brand, and the pictures of all of them. */
type Logo = Pick<Image, "width" | "height" | "colours" | "contentType" | "fileSize"> & {
  readonly pictures: readonly Picture[];
};

/** What makes the demo's images other than those of another registry. */
export interface DemoKeys {
  /** A UUID. */
  id(): string;
  /** 256 random bits, base64url. */
  key(): string;
}

/** The demo's organizations, as a registry begins with them. Their accounts are marked: only `--demo` serves them. */
export function demoOrgs(now: number, logo: Logo, keys: DemoKeys): SeedOrg[] {
  return demo.orgs.map(({ orgId, legalName, accounts, brands }) => {
    const images = brands.map(() => imageOf(orgId, logo, keys, now));
    return {
      orgId,
      legalName,
      accounts: accounts.map(({ clientId, secret, permission }) => ({
        clientId,
        orgId,
        permission: permission as SeedOrg["accounts"][number]["permission"],
        secretHash: hashSecret(secret),
        demo: true,
        created: now,
      })),
      images,
      brands: brands.map(({ brandId, brand, logo: asset, callerIds }, index): SeedBrand => {
        const imageId = images[index]?.image.id;
        return {
          brandId,
          brand: given({ ...brand, id: brandId }, brand.brandDetails),
          assets: [given(asset, { imageId, intent: "PLACECARD_LOGO" })],
          callerIds: callerIds.map((callerId) => given(callerId, callerId.callerIdDetails)),
          partnerIds: demo.delegations
            .filter((delegation) => delegation.brandId === brandId)
            .map(({ partnerOrgId }) => partnerOrgId),
        };
      }),
    };
  });
}

/** The demo's accounts that review what all of its organizations submit. */
function demoReviewers(now: number): NewAccount[] {
  return demo.reviewers.map(({ clientId, secret }) => ({
    clientId,
    orgId: "",
    permission: "reviewer",
    secretHash: hashSecret(secret),
    demo: true,
    created: now,
  }));
}

interface Dated {
  readonly id: string;
  readonly createdDate: string;
  readonly updatedDate: string;
  readonly state: string;
  readonly etag: string;
}

function given({ id, createdDate, updatedDate, state, etag }: Dated, details: unknown): Given {
  return {
    id,
    created: millisecondsOf(createdDate),
    updated: millisecondsOf(updatedDate),
    state: state as Given["state"],
    etag,
    details,
  };
}

function millisecondsOf(date: string): number {
  const instant = readInstant(date);
  if (instant === undefined) throw new Error(`The demo has no date in ${date}`);
  return instant.milliseconds;
}

function imageOf(orgId: string, { pictures, ...logo }: Logo, keys: DemoKeys, now: number) {
  const image: Image = {
    ...logo,
    orgId,
    id: keys.id(),
    key: keys.key(),
    created: now,
    updated: now,
    state: "PUBLISHED",
    filename: "logo.png",
    uploadedByOrg: orgId,
    uploadedBy: "demo",
  };
  return { image, pictures };
}

/** Fills an empty registry with the demo; leaves another as it is. */
export async function seedDemo(store: Store, now: number, keys: DemoKeys): Promise<"seeded" | "notEmpty"> {
  const [org] = demo.orgs;
  // The logo is drawn for a new registry alone.
  const brandId = org?.brands[0]?.brandId ?? "";
  if ((await store.findBrand({ brandId })) !== undefined) return "notEmpty";
  const bytes = await readFile(LOGO);
  const pixels = await decode(bytes, "image/png");
  const { data, channels, ...rest } = pixels;
  const logo = { ...rest, fileSize: bytes.length, pictures: await picturesOf(pixels) };
  return store.seed({ orgs: demoOrgs(now, logo, keys), reviewers: demoReviewers(now), now });
}

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

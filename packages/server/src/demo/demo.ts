import { readFile } from "node:fs/promises";
import type { Permission } from "@callmark/contract";
import { hashSecret } from "../access/secrets.ts";
import { decode } from "../images/decode.ts";
import { picturesOf } from "../images/pictures.ts";
import { OPERATOR } from "../registry/actors.ts";
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
      accounts: demoAccounts(orgId, accounts, now),
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

interface NamedAccount {
  readonly clientId: string;
  readonly secret: string;
  readonly permission: string;
}

function demoAccounts(orgId: string, accounts: readonly NamedAccount[], now: number): NewAccount[] {
  return accounts.map(({ clientId, secret, permission }) => ({
    clientId,
    orgId,
    permission: permission as Permission,
    secretHash: hashSecret(secret),
    demo: true,
    created: now,
  }));
}

/** The demo's accounts that review what all of its organizations submit. */
function demoReviewers(now: number): NewAccount[] {
  const reviewers = demo.reviewers.map((reviewer) => ({ ...reviewer, permission: "reviewer" }));
  return demoAccounts("", reviewers, now);
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

/**
 * Fills an empty registry with the demo. A demo that an earlier release made gets the organizations that it lacks, and
 * what came with them; a registry without any account of the demo is left as it is.
 */
export async function seedDemo(
  store: Store,
  now: number,
  keys: DemoKeys,
): Promise<"seeded" | "completed" | "notEmpty"> {
  const [org] = demo.orgs;
  // The logo is drawn for a new registry alone.
  const brandId = org?.brands[0]?.brandId ?? "";
  if ((await store.findBrand({ brandId })) !== undefined) return completeDemo(store, now);
  const bytes = await readFile(LOGO);
  const pixels = await decode(bytes, "image/png");
  const { data, channels, ...rest } = pixels;
  const logo = { ...rest, fileSize: bytes.length, pictures: await picturesOf(pixels) };
  return store.seed({ orgs: demoOrgs(now, logo, keys), reviewers: demoReviewers(now), now });
}

/**
 * An operator can remove accounts and delegations, and no organization: one that is there tells that all that came with
 * it has been there as well, and must not come back. So whatever is new in the demo comes with an organization.
 */
async function completeDemo(store: Store, now: number): Promise<"completed" | "notEmpty"> {
  if (!(await store.listAccounts({})).some((account) => account.demo)) return "notEmpty";
  for (const { orgId, legalName, accounts } of demo.orgs) {
    const org = { orgId, legalName, accounts: demoAccounts(orgId, accounts, now), now };
    if ((await store.addOrg(org)) === "exists") continue;
    for (const { brandId, partnerOrgId } of demo.delegations) {
      const partnerId = partnerOrgId;
      if (partnerId === orgId) await store.share({ brandId, partnerId, by: OPERATOR, now });
    }
    // They are as old as the newest organization.
    for (const account of demoReviewers(now)) await store.addAccount(account);
  }
  return "completed";
}

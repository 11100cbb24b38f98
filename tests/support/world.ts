import type { Permission } from "@callmark/contract";
import { afterAll, beforeAll } from "vitest";
import { hashSecret, newSecret } from "../../packages/server/src/access/secrets.ts";
import type { Store } from "../../packages/server/src/registry/store.ts";
import { openStore } from "../../packages/server/src/store/open.ts";
import { Api } from "./api.ts";
import type { Program } from "./program.ts";

/** A second process on a program's registry, as `callmark admin` is one: this one. */
export function openRegistry(program: Pick<Program, "databaseUrl">): Promise<Store> {
  return openStore(program.databaseUrl);
}

let lastId = 0n;
/** Each process of the tests begins elsewhere, since several may work on one registry. */
const FIRST_ID = 9_300_000_000_000_000_000n + BigInt(process.pid) * 1_000_000n;

/** An id as long as those of the documented examples, beyond 63 bits, and never given before. */
export function freshId(): string {
  lastId += 1n;
  return String(FIRST_ID + lastId);
}

let lastNumber = 2_000_000;

/** A valid toll-free number of the United States that was never given before. */
export function freshNumber(): string {
  lastNumber += 1;
  return `+1800${lastNumber}`;
}

export interface NewAccount {
  readonly clientId: string;
  readonly secret: string;
}

/** Adds an account, with a secret of its own. */
export async function addAccount(
  store: Store,
  orgId: string,
  permission: Permission = "read-write",
): Promise<NewAccount> {
  const clientId = `account-${freshId()}`;
  const secret = newSecret();
  const account = {
    clientId,
    orgId,
    permission,
    secretHash: hashSecret(secret),
    demo: false,
    created: Date.now(),
  };
  if ((await store.addAccount(account)) !== "added") throw new Error(`No account ${clientId}`);
  return { clientId, secret };
}

/** A reviewer's account, which belongs to no org, with a token. */
export async function addReviewer(store: Store): Promise<NewAccount & { readonly token: string }> {
  const account = await addAccount(store, "", "reviewer");
  return { ...account, token: await addToken(store, account.clientId, 3_600_000) };
}

/** A token that ends in so many milliseconds; a negative number makes one that has ended. */
export async function addToken(store: Store, clientId: string, milliseconds: number): Promise<string> {
  const token = newSecret();
  const now = Date.now();
  const input = { tokenHash: hashSecret(token), clientId, now, expires: now + milliseconds };
  if (!(await store.addToken(input))) throw new Error(`No account ${clientId}`);
  return token;
}

export interface World {
  /** A read-write account of a new org, at its first brand. */
  readonly api: Api;
  readonly account: NewAccount;
  /** An empty brand more of the same org. */
  addBrand(): Promise<Api>;
}

/** A new org with a brand and an account, in a registry that a program serves. */
export async function newWorld(program: Pick<Program, "url">, store: Store): Promise<World> {
  const [orgId, brandId] = [freshId(), freshId()];
  await store.addOrg({ orgId, now: Date.now() });
  await store.addBrand({ orgId, brandId, now: Date.now() });
  const account = await addAccount(store, orgId);
  const token = await addToken(store, account.clientId, 3_600_000);
  const api = new Api({ url: program.url, token, orgId, brandId });
  return {
    api,
    account,
    async addBrand() {
      const another = freshId();
      await store.addBrand({ orgId, brandId: another, now: Date.now() });
      return api.at({ brandId: another });
    },
  };
}

const shared = new Map<() => Program, () => Store>();

/** A second process's store on the registry of a shared program, open for as long as its tests run. */
export function sharedRegistry(program: () => Program): () => Store {
  const known = shared.get(program);
  if (known !== undefined) return known;
  let store: Store | undefined;
  beforeAll(async () => {
    store = await openRegistry(program());
  });
  afterAll(() => store?.[Symbol.asyncDispose]());
  const opened = () => {
    if (store === undefined) throw new Error("The registry has not been opened");
    return store;
  };
  shared.set(program, opened);
  return opened;
}

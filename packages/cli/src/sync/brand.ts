import type { CallerId } from "@callmark/client";
import type { CallerIds, Plan, RemotePage, Target } from "@callmark/sync";
import { type ConnectionOptions, connectToBrand, findAccount } from "../connection.ts";
import { UsageError } from "../errors.ts";
import { progressBar } from "../progress.ts";

/** As many as servers give on a page. */
const PAGE = 1_000;

/** A brand on a server, as a plan is about it. */
export interface Brand {
  readonly target: Target;
  readonly callerIds: CallerIds;
  /** The rate that its requests keep to; `undefined` where they may go at any. */
  readonly requestsPerSecond: number | undefined;
  readonly profile: string | undefined;
}

/** The brand that is meant. Nothing is asked of the server. Throws `UsageError` where none is named. */
export async function findBrand(options: ConnectionOptions, rate: number | undefined): Promise<Brand> {
  const wishes = { requestsPerSecond: rate };
  const { client, orgId, brandId, profile } = await connectToBrand(options, wishes);
  return {
    target: { baseUrl: client.baseUrl, orgId, brandId },
    callerIds: client.callerIds({ orgId, brandId }),
    requestsPerSecond: client.requestsPerSecond,
    profile,
  };
}

/** The options by which a command that is typed here reaches a brand: those without which it would find another. */
export async function optionsFor({ orgId, brandId }: Target, profile: string | undefined): Promise<string[]> {
  // Profiles may have changed since the brand was found: then all is said that can be.
  const accountOf = (named: ConnectionOptions) => findAccount(named).catch(() => undefined);
  const unnamed = await accountOf({});
  const isNamed = profile !== undefined && profile !== unnamed?.profile;
  const account = isNamed ? await accountOf({ profile }) : unnamed;
  return [
    ...(isNamed ? ["--profile", profile] : []),
    ...(account?.orgId === orgId ? [] : ["--org", orgId]),
    ...(account?.brandId === brandId ? [] : ["--brand", brandId]),
  ];
}

/** Throws `UsageError` where a plan is for another brand. */
export function expectTarget({ target }: Plan, { target: own }: Brand): void {
  const isSame =
    target.baseUrl === own.baseUrl && target.orgId === own.orgId && target.brandId === own.brandId;
  if (isSame) return;
  const name = ({ baseUrl, orgId, brandId }: Target) => `brand ${brandId} of ${orgId} at ${baseUrl}`;
  throw new UsageError(`The plan is for ${name(target)}, but this is ${name(own)}: --profile names another`);
}

export interface PagesOptions {
  /** A filter's text. */
  readonly where?: string | undefined;
  readonly signal: AbortSignal;
  /** No bar. */
  readonly quiet: boolean;
}

/** What a brand has, page by page, newest first, under a bar. */
export async function* pagesOf(
  { callerIds }: Pick<Brand, "callerIds">,
  { where, signal, quiet }: PagesOptions,
): AsyncGenerator<RemotePage & { readonly data: readonly CallerId[] }> {
  const bar = progressBar({ quiet });
  let read = 0;
  try {
    for await (const page of callerIds.list({ where, limit: PAGE, signal }).pages()) {
      read += page.data.length;
      bar.update(read, page.total);
      yield page;
    }
  } finally {
    bar.end();
  }
}

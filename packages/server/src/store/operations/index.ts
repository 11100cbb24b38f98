import type { StoreOperations } from "../../registry/store.ts";
import type { Transaction } from "../transaction.ts";
import * as access from "./access.ts";
import { probe } from "./admit.ts";
import { findCaller } from "./callers.ts";
import { changeState, remove } from "./change-state.ts";
import { count, summarize } from "./count.ts";
import { create } from "./create.ts";
import * as delegations from "./delegations.ts";
import { get } from "./get.ts";
import { listHistory } from "./history.ts";
import { addImage, findImage, findPicture, isFullOfImages, knownImageKeys, purgeImages } from "./images.ts";
import { insert, seed } from "./insert.ts";
import { list } from "./list.ts";
import { listNotices } from "./notices.ts";
import { lastEvent, purgeEvents, readEvents } from "./outbox.ts";
import { purge } from "./purge.ts";
import * as reviewQueue from "./review-queue.ts";
import { update } from "./update.ts";
import { findVersion, listVersions } from "./versions.ts";
import * as webhooks from "./webhooks.ts";
import * as webhooksOfOrg from "./webhooks-of-org.ts";

export type OperationName = keyof StoreOperations;
export type Input<Name extends OperationName> = Parameters<StoreOperations[Name]>[0];
export type Output<Name extends OperationName> = Awaited<ReturnType<StoreOperations[Name]>>;

/** What the store does, the same on every engine: each is one transaction. */
export const OPERATIONS: {
  readonly [Name in OperationName]: (tx: Transaction, input: Input<Name>) => Promise<Output<Name>>;
} = {
  probe,
  list,
  get,
  create,
  update,
  remove,
  changeState,
  purge,
  summarize,
  count,
  insert,
  seed,
  addImage,
  isFullOfImages,
  findImage,
  findPicture,
  purgeImages,
  knownImageKeys,
  findCaller,
  ...access,
  ...delegations,
  ...reviewQueue,
  findVersion,
  listVersions,
  readEvents,
  listHistory,
  lastEvent,
  purgeEvents,
  listNotices,
  ...webhooks,
  ...webhooksOfOrg,
};

/** The operations that only read. */
const READS: ReadonlySet<OperationName> = new Set<OperationName>([
  "probe",
  "list",
  "get",
  "summarize",
  "count",
  "findCaller",
  "findGrant",
  "findAccount",
  "describeOrg",
  "findBrand",
  "isFullOfImages",
  "findImage",
  "findPicture",
  "knownImageKeys",
  "listAccounts",
  "rootKey",
  "listDelegations",
  "listPartners",
  "isPartner",
  "isWaived",
  "listReviews",
  "findReview",
  "findVersion",
  "listVersions",
  "listHistory",
  "readEvents",
  "lastEvent",
  "listNotices",
  "listWebhooks",
  "findWebhook",
  "findDueWebhooks",
  "listDeliveries",
  "pageWebhooks",
  "pageDeliveries",
]);

/** The operations that write events. */
export const TELLING: ReadonlySet<OperationName> = new Set<OperationName>([
  "create",
  "update",
  "remove",
  "changeState",
  "takeReviews",
  "settleReviews",
  "share",
  "unshare",
]);

type Run = <Name extends OperationName>(name: Name, input: Input<Name>) => Promise<Output<Name>>;

/** All operations, each run as an engine runs what reads, or what writes. */
export function storeOperations(read: Run, write: Run): StoreOperations {
  return Object.fromEntries(
    (Object.keys(OPERATIONS) as OperationName[]).map((name) => [
      name,
      READS.has(name) ? (input: never) => read(name, input) : (input: never) => write(name, input),
    ]),
  ) as unknown as StoreOperations;
}

import { afterAll, describe } from "vitest";
import type { StoreEngine } from "../engines.ts";
import { closeWorlds } from "../worlds.ts";
import { accessCases } from "./access.ts";
import { brandCases } from "./brands.ts";
import { changeStateCases } from "./change-state.ts";
import { closingCases } from "./closing.ts";
import { createCases } from "./create.ts";
import { delegationCases } from "./delegations.ts";
import { deletedDelegationCases } from "./delegations-of-deleted.ts";
import { eventCases } from "./events.ts";
import { filterPlanCases } from "./filter-plans.ts";
import { filterCases } from "./filters.ts";
import { imagePurgeCases } from "./image-purge.ts";
import { imageCases } from "./images.ts";
import { insertCases } from "./insert.ts";
import { keptCases } from "./kept.ts";
import { listCases } from "./list.ts";
import { noticeCases } from "./notices.ts";
import { numberCases } from "./numbers.ts";
import { processCases } from "./processes.ts";
import { purgeCases } from "./purge.ts";
import { removeCases } from "./remove.ts";
import { reviewKindCases } from "./review-kinds.ts";
import { reviewCases } from "./reviews.ts";
import { revocationCases } from "./revocation.ts";
import { totalCases } from "./totals.ts";
import { updateCases } from "./update.ts";
import { versionCases } from "./versions.ts";
import { walkCases } from "./walks.ts";
import { webhookCases } from "./webhooks.ts";
import { webhookOfOrgCases } from "./webhooks-of-org.ts";

type Cases = (engine: StoreEngine) => void;

/** What reads by filters. */
const READING: readonly Cases[] = [listCases, filterCases, filterPlanCases, walkCases, totalCases];
const SUITE: readonly Cases[] = [
  createCases,
  updateCases,
  removeCases,
  changeStateCases,
  purgeCases,
  insertCases,
  numberCases,
  accessCases,
  revocationCases,
  brandCases,
  delegationCases,
  deletedDelegationCases,
  imageCases,
  imagePurgeCases,
  reviewCases,
  reviewKindCases,
  versionCases,
  keptCases,
  eventCases,
  noticeCases,
  webhookCases,
  webhookOfOrgCases,
  processCases,
  closingCases,
  ...READING,
];

/** What reads and writes the tables that grow: caller IDs, their counts and their numbers. */
const GROWING: readonly Cases[] = [
  createCases,
  updateCases,
  removeCases,
  purgeCases,
  insertCases,
  numberCases,
  listCases,
  totalCases,
];

/** All that a store must do, as tests of an engine. */
export function storeSuite(engine: StoreEngine): void {
  runs(engine, SUITE);
}

/** The same for another layout of an engine that has it all: the tables that grow, and each night the rest as well. */
export function layoutSuite(engine: StoreEngine): void {
  runs(engine, process.env.NIGHTLY === "1" ? SUITE : GROWING);
}

/** The part of it that reads by filters. */
export function readingSuite(engine: StoreEngine): void {
  runs(engine, READING);
}

function runs(engine: StoreEngine, suite: readonly Cases[]): void {
  describe(engine.name, () => {
    afterAll(() => closeWorlds(engine));
    for (const cases of suite) cases(engine);
  });
}

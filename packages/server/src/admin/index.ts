export { callerIdPolicyOf, requirementsOf } from "../policies.ts";
export { readSettings } from "../settings.ts";
export { settingFailure } from "../settings-error.ts";
export { openBulk, openStore, shownDatabaseUrl } from "../store/open.ts";
export {
  type AddedAccount,
  addAccount,
  type ListedAccount,
  listAccounts,
  removeAccount,
  removeDemoAccounts,
  replaceSecret,
} from "./accounts.ts";
export { backupRegistry } from "./backup.ts";
export { addBrand, blockBrand } from "./brands.ts";
export { addDelegation, listDelegations, removeDelegation } from "./delegations.ts";
export { type Dumped, dumpRegistry } from "./dump.ts";
export { AdminError } from "./error.ts";
export { type Generated, generateCallerIds } from "./generate.ts";
export { type Imported, type ImportFormat, importCallerIds, type RefusedLine } from "./import/import.ts";
export { migrateRegistry, type RegistryStatus, registryStatus } from "./migrate.ts";
export { addOrg } from "./orgs.ts";
export { restoreRegistry } from "./restore.ts";
export { decideReview, listReviews, showReview } from "./reviews.ts";
export {
  type AddedWebhook,
  addWebhook,
  type ListedWebhook,
  listDeliveries,
  listWebhooks,
  removeWebhook,
  replayDeliveries,
  testWebhook,
} from "./webhooks.ts";

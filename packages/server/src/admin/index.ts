export { backupStore } from "../store/backup.ts";
export {
  type AddedAccount,
  addAccount,
  type ListedAccount,
  listAccounts,
  removeAccount,
  removeDemoAccounts,
} from "./accounts.ts";
export { addBrand } from "./brands.ts";
export { AdminError } from "./error.ts";
export { type Generated, generateCallerIds } from "./generate.ts";
export { addOrg } from "./orgs.ts";

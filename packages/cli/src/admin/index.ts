import type { Command } from "commander";
import { addAccountAdd } from "./account-add.ts";
import { addAccountList } from "./account-list.ts";
import { addAccountRemove } from "./account-remove.ts";
import { addAccountSecret } from "./account-secret.ts";
import { addBackup } from "./backup.ts";
import { addBrandAdd } from "./brand-add.ts";
import { addBrandBlock } from "./brand-block.ts";
import { addDelegationAdd } from "./delegation-add.ts";
import { addDelegationList } from "./delegation-list.ts";
import { addDelegationRemove } from "./delegation-remove.ts";
import { addDump } from "./dump.ts";
import { addGenerate } from "./generate.ts";
import { addImport } from "./import.ts";
import { addMigrate } from "./migrate.ts";
import { addOrgAdd } from "./org-add.ts";
import { addRestore } from "./restore.ts";
import { addReview } from "./review.ts";
import { addWebhookAdd } from "./webhook-add.ts";
import { addWebhookDeliveries } from "./webhook-deliveries.ts";
import { addWebhookList } from "./webhook-list.ts";
import { addWebhookRemove } from "./webhook-remove.ts";
import { addWebhookReplay } from "./webhook-replay.ts";
import { addWebhookTest } from "./webhook-test.ts";

export function buildAdmin(admin: Command): void {
  admin.addHelpText(
    "after",
    `
Example, an organization with a brand and an account for it:
  $ callmark admin org add --id 1001
  $ callmark admin brand add --org 1001 --id 2001
  $ callmark admin account add --org 1001 --permission read-write`,
  );
  addOrgAdd(admin.command("org").description("Organizations"));
  const brand = admin.command("brand").description("Brands of an organization");
  addBrandAdd(brand);
  addBrandBlock(brand);
  const delegation = admin.command("delegation").description("Which brands are shared with which partners");
  addDelegationAdd(delegation);
  addDelegationList(delegation);
  addDelegationRemove(delegation);
  const account = admin
    .command("account")
    .description("Service accounts, which applications get tokens with");
  addAccountAdd(account);
  addAccountList(account);
  addAccountSecret(account);
  addAccountRemove(account);
  addReview(admin);
  const webhook = admin
    .command("webhook")
    .description("Webhooks, which an organization's events are sent to");
  addWebhookAdd(webhook);
  addWebhookList(webhook);
  addWebhookRemove(webhook);
  addWebhookDeliveries(webhook);
  addWebhookReplay(webhook);
  addWebhookTest(webhook);
  addGenerate(admin);
  addImport(admin);
  addMigrate(admin);
  addBackup(admin);
  addDump(admin);
  addRestore(admin);
}

import { pino } from "pino";
import { readSettings } from "../../src/settings.ts";
import { openStore } from "../../src/store/open.ts";
import { startDeliveries } from "../../src/webhooks/start.ts";
import { MemoryOutbox } from "../outbox.ts";
import { answerMessages } from "../processes.ts";

export interface DelivererTask {
  readonly url: string;
  readonly orgId: string;
  /** What has happened, as resources' ids. */
  readonly resources: readonly string[];
  /** How far its clock is ahead, in milliseconds. */
  readonly ahead: number;
}

// It has no end of its own.
process.on("disconnect", () => process.exit());

/** Tells the webhooks of a registry what has happened, until it is killed. */
answerMessages(async ({ url, orgId, resources, ahead }: DelivererTask) => {
  const store = await openStore(url);
  const outbox = new MemoryOutbox();
  for (const resource of resources) outbox.happen(orgId, resource);
  await startDeliveries({
    store,
    outbox,
    settings: readSettings({ CALLMARK_WEBHOOK_ALLOW_PRIVATE: "true" }),
    log: pino({ level: "silent" }),
    clock: () => Date.now() + ahead,
    random: () => 0.5,
    pause: 5,
  });
  return "started";
});

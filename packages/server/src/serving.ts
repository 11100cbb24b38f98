import type { DestinationStream, Logger } from "pino";
import type { Registry } from "prom-client";
import { Authenticator } from "./access/authenticator.ts";
import { deriveKey, rootKeysOf } from "./access/keys.ts";
import { seedDemo } from "./demo/demo.ts";
import { buildApp } from "./http/app.ts";
import { Filters } from "./http/filters.ts";
import { openLog } from "./log.ts";
import { createMetrics } from "./metrics/metrics.ts";
import { type MetricsServer, type MetricsSource, serveMetrics } from "./metrics/metrics-server.ts";
import { callerIdPolicyOf } from "./policies.ts";
import { Cursors } from "./registry/cursor.ts";
import type { Store } from "./registry/store.ts";
import type { Settings } from "./settings.ts";
import { openStore } from "./store/open.ts";
import type { ReplicaChanged } from "./store/options.ts";

export interface ServeOptions {
  readonly settings: Settings;
  /** Fill an empty registry with the demo, and serve its accounts; on loopback addresses alone. */
  readonly demo: boolean;
  /** Where the log goes; the standard error stream unless a test says otherwise. */
  readonly log?: DestinationStream;
}

export interface Running {
  readonly url: string;
  readonly metrics: Registry;
  /** Answers what is under way, then ends. */
  close(): Promise<void>;
}

/** Serves the registry in this process. Throws `SettingsError`, or an `Error` with one clear line. */
export async function serveHere({ settings, demo, log }: ServeOptions): Promise<Running> {
  const { CALLMARK_HOST: host, CALLMARK_PORT: port, CALLMARK_DATABASE_URL: databaseUrl } = settings;
  const { CALLMARK_DATABASE_READ_URL: readUrl } = settings;
  const { logger, close: closeLog } = openLog(settings.CALLMARK_LOG_LEVEL, log);
  const policy = callerIdPolicyOf(settings);
  const metrics = createMetrics();
  const store = await openStore(databaseUrl, {
    waited: metrics.waited,
    connections: settings.CALLMARK_DATABASE_CONNECTIONS,
    ...(readUrl !== undefined && { replica: { url: readUrl, changed: replicaChanged(logger) } }),
    scans: {
      atOnce: settings.CALLMARK_QUERY_THREADS,
      queue: settings.CALLMARK_QUERY_QUEUE,
      timeLimit: settings.CALLMARK_QUERY_SECONDS * 1000,
    },
  });
  try {
    if (demo) await seedDemo(store, Date.now());
    else await warnOfDemoAccounts(store, logger);
    const authenticator = new Authenticator({ store, demo, clock: Date.now });
    const filters = new Filters();
    const app = await buildApp(
      {
        store,
        authenticator,
        filters,
        cursors: new Cursors(await cursorKeys(settings, store, logger)),
        policies: { callerId: policy },
        maximum: { callerId: settings.CALLMARK_CALLER_IDS_PER_BRAND },
        demo,
        corsOrigins: settings.CALLMARK_CORS_ORIGINS ?? [],
        clock: Date.now,
        answered: metrics.answered,
      },
      logger,
    );
    metrics.watch(() => store.load(), { tokens: authenticator.grants, filters: filters.known });
    await app.listen({ host, port });
    const metricsServer = await openMetrics(settings, metrics.registry, logger);
    const stopPurging = purgeDeleted(store, settings.CALLMARK_DELETED_DAYS, logger);
    const url = urlOf(host, app.server.address());
    return {
      url,
      metrics: metrics.registry,
      async close() {
        stopPurging();
        await app.close();
        await metricsServer?.close();
        await store[Symbol.asyncDispose]();
        closeLog();
      },
    };
  } catch (error) {
    await store[Symbol.asyncDispose]();
    closeLog();
    throw error;
  }
}

/** Serves the metrics where the settings say; without them the registry serves all the same. */
export async function openMetrics(
  settings: Settings,
  metrics: MetricsSource,
  logger: Logger,
): Promise<MetricsServer | undefined> {
  const { CALLMARK_METRICS_HOST: host, CALLMARK_METRICS_PORT: port } = settings;
  if (port === "off") return undefined;
  try {
    const server = await serveMetrics(metrics, host, port);
    logger.info({ url: server.url }, "metrics are served");
    return server;
  } catch (error) {
    const { message } = error as Error;
    logger.warn({ reason: message }, "metrics are not served; CALLMARK_METRICS_PORT names another port");
    return undefined;
  }
}

/** The keys for cursors: the one to write with, and the one that is being replaced. */
async function cursorKeys(settings: Settings, store: Store, logger: Logger): Promise<[Buffer, ...Buffer[]]> {
  if (settings.CALLMARK_SECRET_KEY === undefined) {
    logger.info("CALLMARK_SECRET_KEY is not set: using the root key that this registry made for itself");
  }
  const [current, ...previous] = await rootKeysOf(settings, store);
  return [deriveKey(current, "cursors"), ...previous.map((root) => deriveKey(root, "cursors"))];
}

async function warnOfDemoAccounts(store: Store, logger: Logger): Promise<void> {
  const accounts = (await store.listAccounts({})).filter((account) => account.demo);
  if (accounts.length > 0) {
    logger.warn(
      { accounts: accounts.map((account) => account.clientId) },
      "the demo's accounts are refused; remove them with: callmark admin account remove --demo",
    );
  }
}

function replicaChanged(logger: Logger): ReplicaChanged {
  return (failure) => {
    if (failure === undefined) logger.info("reads go to the replica");
    else logger.warn({ reason: failure }, "reads go to the primary: the replica fails");
  };
}

const PURGE_INTERVAL = 3_600_000;
const PURGED_AT_ONCE = 500;

/** Removes what has been deleted for longer than the setting says, a little at a time. Gives the way to stop it. */
function purgeDeleted(store: Store, days: number, logger: Logger): () => void {
  let stopped = false;
  const purge = async () => {
    const before = Date.now() - days * 24 * 3_600_000;
    let purged = PURGED_AT_ONCE;
    while (!stopped && purged === PURGED_AT_ONCE) {
      ({ purged } = await store.purge({ kind: "callerId", before, atMost: PURGED_AT_ONCE }));
    }
  };
  const run = () => {
    purge().catch((error: unknown) => logger.warn({ err: error }, "purge of deleted resources failed"));
  };
  const timer = setInterval(run, PURGE_INTERVAL).unref();
  run();
  return () => {
    stopped = true;
    clearInterval(timer);
  };
}

function urlOf(host: string, address: string | { readonly port: number } | null): string {
  if (address === null || typeof address === "string") throw new Error("The server has no port");
  return `http://${host.includes(":") ? `[${host}]` : host}:${address.port}`;
}

import { randomUUID } from "node:crypto";
import { LIMITS } from "@callmark/contract/vocabulary";
import type { DestinationStream, Logger } from "pino";
import type { Registry } from "prom-client";
import { Authenticator } from "./access/authenticator.ts";
import { deriveKey, rootKeysOf } from "./access/keys.ts";
import { newSecret } from "./access/secrets.ts";
import { readPages } from "./console/pages.ts";
import { seedDemo } from "./demo/demo.ts";
import { loadDepartments } from "./departments/departments.ts";
import { EventHub } from "./events/hub.ts";
import { outboxOf } from "./events/outbox.ts";
import { buildApp } from "./http/app.ts";
import { Filters } from "./http/filters.ts";
import { ImageFolder } from "./images/folder.ts";
import { Workshop } from "./images/workshop.ts";
import { openLog } from "./log.ts";
import { createMetrics } from "./metrics/metrics.ts";
import { type MetricsServer, type MetricsSource, serveMetrics } from "./metrics/metrics-server.ts";
import { callerIdPolicyOf, requirementsOf } from "./policies.ts";
import { purgeOld } from "./purging.ts";
import { RateBuckets } from "./rates/buckets.ts";
import type { RateLimit } from "./rates/rate-limit.ts";
import type { CallerIdRequirements } from "./registry/caller-id-rules.ts";
import { Cursors } from "./registry/cursor.ts";
import type { Store } from "./registry/store.ts";
import { judgeOf, startReviews } from "./review/start.ts";
import type { Settings } from "./settings.ts";
import { SettingsError, settingFailure } from "./settings-error.ts";
import { openStore } from "./store/open.ts";
import type { ReplicaChanged, Waited } from "./store/options.ts";
import { startDeliveries } from "./webhooks/start.ts";

export interface ServeOptions {
  readonly settings: Settings;
  /** Fill an empty registry with the demo, and serve its accounts; on loopback addresses alone. */
  readonly demo: boolean;
  /** The folder of the built console; none is served where it is absent. */
  readonly console?: string | undefined;
  /** Where the log goes; the standard error stream unless a test says otherwise. */
  readonly log?: DestinationStream;
}

/** What a process that serves beside others shares with them. */
export interface Shared {
  readonly rates?: RateLimit;
  /** Is it this one that removes what is old? So it is where there are no others. */
  readonly purges?: boolean;
}

export interface Running {
  readonly url: string;
  readonly metrics: Registry;
  /** Answers what is under way, then ends. */
  close(): Promise<void>;
}

/**
 * Serves the registry in this process. Throws `SettingsError`, or an `Error` with one clear line; nothing is left open
 * then.
 */
export async function serveHere(
  { settings, demo, console, log }: ServeOptions,
  { rates = ratesOf(settings), purges = true }: Shared = {},
): Promise<Running> {
  const { CALLMARK_HOST: host, CALLMARK_PORT: port } = settings;
  const { logger, close: closeLog } = openLog(settings.CALLMARK_LOG_LEVEL, log);
  // What is open, to be closed from the last to the first.
  const open = new AsyncDisposableStack();
  open.defer(closeLog);
  try {
    const judge = judgeOf(settings);
    const metrics = createMetrics();
    const store = open.use(await openRegistry(settings, metrics.waited, logger));
    if (demo) await prepareDemo(store, logger);
    else await warnOfDemoAccounts(store, logger);
    const authenticator = new Authenticator({ store, demo, clock: Date.now });
    const filters = new Filters();
    const failed = (error: unknown) => logger.warn({ err: error }, "events wait");
    const hub = open.use(new EventHub({ store, failed }));
    const { CALLMARK_IMAGES: where } = settings;
    const folder = where === "database" ? undefined : await ImageFolder.open(where);
    const pages = console === undefined ? undefined : await readPages(console);
    if (pages === undefined) logger.info("the console is not served");
    const app = await buildApp(
      {
        store,
        authenticator,
        ...(rates && { rates }),
        filters,
        cursors: new Cursors(await cursorKeys(settings, store, logger)),
        policies: { callerId: callerIdPolicyOf(settings), brand: undefined, brandAsset: undefined },
        maximum: {
          callerId: settings.CALLMARK_CALLER_IDS_PER_BRAND,
          brand: LIMITS.brandsPerOrg,
          brandAsset: LIMITS.assetsPerBrand,
        },
        required: await requirements(settings, store, logger),
        departments: loadDepartments(settings.CALLMARK_DEPARTMENTS_FILE),
        hub,
        images: {
          workshop: new Workshop(),
          ...(folder && { folder }),
          maximum: settings.CALLMARK_IMAGES_PER_ORG,
        },
        ...(pages && { pages }),
        demo,
        corsOrigins: settings.CALLMARK_CORS_ORIGINS ?? [],
        clock: Date.now,
        reviewed: metrics.reviewed,
        answered: metrics.answered,
      },
      logger,
    );
    metrics.watch(() => store.load(), { tokens: authenticator.grants, filters: filters.known }, rates);
    const metricsServer = await openMetrics(settings, metrics.registry, logger);
    open.defer(() => metricsServer?.close());
    open.defer(() => app.close());
    await app.listen({ host, port }).catch((error: unknown) => {
      throw settingFailure("CALLMARK_HOST, CALLMARK_PORT", error);
    });
    const deliveries = await startDeliveries({
      store,
      outbox: outboxOf(store),
      settings,
      log: logger,
      clock: Date.now,
      random: Math.random,
      attempted: metrics.attempted,
    });
    const reviews = startReviews(store, judge, settings, logger, metrics.reviewed);
    open.defer(async () => {
      await Promise.all([reviews[Symbol.asyncDispose](), deliveries[Symbol.asyncDispose]()]);
    });
    if (purges) open.defer(purgeOld({ store, folder, settings, log: logger, clock: Date.now }));
    const url = urlOf(host, app.server.address());
    return { url, metrics: metrics.registry, close: () => open.disposeAsync() };
  } catch (error) {
    await open.disposeAsync();
    throw error;
  }
}

async function openRegistry(settings: Settings, waited: Waited, logger: Logger): Promise<Store> {
  const { CALLMARK_DATABASE_URL: url, CALLMARK_DATABASE_READ_URL: readUrl } = settings;
  try {
    return await openStore(url, {
      waited,
      connections: settings.CALLMARK_DATABASE_CONNECTIONS,
      ...(readUrl !== undefined && { replica: { url: readUrl, changed: replicaChanged(logger) } }),
      scans: {
        atOnce: settings.CALLMARK_QUERY_THREADS,
        queue: settings.CALLMARK_QUERY_QUEUE,
        timeLimit: settings.CALLMARK_QUERY_SECONDS * 1000,
      },
    });
  } catch (error) {
    throw settingFailure("CALLMARK_DATABASE_URL", error);
  }
}

/** The limit of one process; `undefined` where the settings say that there is none. */
export function ratesOf({ CALLMARK_RATE_LIMIT: perSecond }: Settings): RateBuckets | undefined {
  return perSecond === "off" ? undefined : new RateBuckets(perSecond, () => performance.now());
}

/**
 * Serves the metrics where the settings say; where the port is taken, the registry serves all the same. Throws
 * `SettingsError` where nobody could ever serve them there.
 */
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
    const failure = settingFailure("CALLMARK_METRICS_HOST, CALLMARK_METRICS_PORT", error);
    if (failure instanceof SettingsError) throw failure;
    logger.warn(
      { reason: failure.message },
      "metrics are not served; CALLMARK_METRICS_PORT names another port",
    );
    return undefined;
  }
}

/** What a caller ID requires of its brand; the log says where a registry is too old to require it. */
async function requirements(settings: Settings, store: Store, logger: Logger): Promise<CallerIdRequirements> {
  const isWaived = await store.isWaived({});
  const required = requirementsOf(settings, isWaived);
  if (isWaived) {
    logger.info(
      { required },
      "the registry is older than the details of brands: what no CALLMARK_REQUIRE_… setting asks of a brand is waived",
    );
  }
  return required;
}

/** The keys for cursors: the one to write with, and the one that is being replaced. */
async function cursorKeys(settings: Settings, store: Store, logger: Logger): Promise<[Buffer, ...Buffer[]]> {
  if (settings.CALLMARK_SECRET_KEY === undefined) {
    logger.info("CALLMARK_SECRET_KEY is not set: using the root key that this registry made for itself");
  }
  const [current, ...previous] = await rootKeysOf(settings, store);
  return [deriveKey(current, "cursors"), ...previous.map((root) => deriveKey(root, "cursors"))];
}

async function prepareDemo(store: Store, logger: Logger): Promise<void> {
  const seeded = await seedDemo(store, Date.now(), { id: randomUUID, key: newSecret });
  if (seeded !== "notEmpty") return;
  logger.warn(
    "the registry is not empty and has no account of the demo: the accounts that are printed do not exist",
  );
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

function urlOf(host: string, address: string | { readonly port: number } | null): string {
  if (address === null || typeof address === "string") throw new Error("The server has no port");
  return `http://${host.includes(":") ? `[${host}]` : host}:${address.port}`;
}

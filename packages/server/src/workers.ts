import cluster, { type Worker } from "node:cluster";
import { setTimeout } from "node:timers/promises";
import { AggregatorRegistry } from "prom-client";
import { openLog } from "./log.ts";
import { answerRates, type RateAnswer, type RateQuestion, WorkersRateLimit } from "./rates/workers.ts";
import { openMetrics, type Running, ratesOf, type ServeOptions, type Shared, serveHere } from "./serving.ts";
import type { Settings } from "./settings.ts";
import { SettingsError } from "./settings-error.ts";

/*
 * `callmark serve --workers N`: Node's cluster. The first process hands connections to N others, which run the same
 * command; they share the port, and beside the database only the count of requests that `CALLMARK_RATE_LIMIT` asks for.
 * One of them removes what is old for all.
 */

/** How long a worker that died by itself stays away, in milliseconds, so that one that cannot live costs little. */
const RESTART_DELAY = 1_000;

/** In the environment of each worker: is it the one that removes what is old? */
const PURGES = "WORKER_PURGES";

/** What a worker tells once it serves. */
interface Ready {
  readonly servesAt: string;
}

/** What a program ends with whose settings are wrong (docs/operating.md); it has said itself which one it is. */
const SETTINGS_ARE_WRONG = 2;

/** Serves in this worker, and tells the process that started it. */
export async function serveAsWorker(options: ServeOptions): Promise<Running> {
  // The first process serves the metrics of all.
  const settings = { ...options.settings, CALLMARK_METRICS_PORT: "off" } as const;
  // While it asks the first process for the port, nothing but the channel may be what it lives for.
  process.channel?.ref();
  const running = await serveHere(
    { ...options, settings },
    { ...workersRates(settings), purges: process.env[PURGES] === "yes" },
  ).finally(() => process.channel?.unref());
  new AggregatorRegistry();
  AggregatorRegistry.setRegistries(running.metrics);
  process.send?.({ servesAt: running.url } satisfies Ready);
  return running;
}

/** The limit that a worker shares with the others, by the process that started it. */
function workersRates({ CALLMARK_RATE_LIMIT: perSecond }: Settings): Pick<Shared, "rates"> {
  if (perSecond === "off") return {};
  const rates = new WorkersRateLimit({
    perSecond,
    clock: () => performance.now(),
    // Where the channel has just closed, `leave` answers in place of the first process.
    ask: (question) => process.send?.(question, undefined, undefined, () => {}),
  });
  process.on("message", (message: Partial<RateAnswer>) => {
    const { waits } = message;
    if (waits !== undefined) rates.answered({ waits });
  });
  process.once("disconnect", () => rates.leave());
  return { rates };
}

/** Starts the workers, and new ones for those that die. Throws where one does not start at first. */
export async function serveOnWorkers(
  { settings, log }: ServeOptions,
  count: number,
): Promise<Pick<Running, "url" | "close">> {
  const { logger, close: closeLog } = openLog(settings.CALLMARK_LOG_LEVEL, log);
  const workers = new Set<Worker>();
  const rates = ratesOf(settings);
  let closes = false;
  const start = (purges: boolean): Promise<string> => {
    const worker = cluster.fork({ [PURGES]: purges ? "yes" : "no" });
    workers.add(worker);
    worker.once("exit", () => workers.delete(worker));
    return new Promise((resolve, reject) => {
      worker.on("message", (message: Partial<Ready & RateQuestion>) => {
        const { requestsOf } = message;
        // A worker that has just gone needs no answer.
        if (rates !== undefined && requestsOf !== undefined) {
          worker.send(answerRates(rates, { requestsOf }), () => {});
        }
        if (message.servesAt === undefined) return;
        worker.once("exit", (code, signal) => replace(worker, purges, { code, signal }));
        resolve(message.servesAt);
      });
      worker.once("exit", (code) =>
        reject(
          code === SETTINGS_ARE_WRONG
            ? new SettingsError("A worker does not start by these settings")
            : new Error("A worker did not start; the log has the reason"),
        ),
      );
    });
  };
  const replace = async (
    worker: Worker,
    purges: boolean,
    end: { readonly code: number; readonly signal: string },
  ): Promise<void> => {
    if (closes) return;
    logger.error({ pid: worker.process.pid, ...end }, "a worker ended and is started again");
    for (;;) {
      await setTimeout(RESTART_DELAY);
      if (closes) return;
      const failure = await start(purges).then(
        () => undefined,
        (error: unknown) => error,
      );
      if (failure === undefined) return;
      logger.error({ err: failure }, "a worker does not start");
    }
  };
  const close = async () => {
    closes = true;
    const ended = [...workers].map((worker) => new Promise((resolve) => worker.once("exit", resolve)));
    // A worker whose channel ends stops as it does by SIGTERM; a signal beside Ctrl-C's own would be a second wish.
    for (const worker of workers) worker.disconnect();
    await Promise.all(ended);
  };

  try {
    // The first alone migrates and seeds; the others find all of it done.
    const url = await start(true);
    await Promise.all(Array.from({ length: count - 1 }, () => start(false)));
    const aggregated = new AggregatorRegistry();
    const metrics = { contentType: aggregated.contentType, metrics: () => aggregated.clusterMetrics() };
    const metricsServer = await openMetrics(settings, metrics, logger);
    return {
      url,
      async close() {
        await close();
        await metricsServer?.close();
        closeLog();
      },
    };
  } catch (error) {
    await close();
    closeLog();
    throw error;
  }
}

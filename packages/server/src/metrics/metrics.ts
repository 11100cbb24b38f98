import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { CacheUse } from "../cache.ts";
import { KINDS } from "../registry/kinds.ts";
import { DECIDED, REVIEW_OUTCOMES, type Reviewed, type ReviewOutcome } from "../registry/reviews.ts";
import type { StoreLoad } from "../registry/store.ts";
import { ATTEMPT_OUTCOMES, type Attempted } from "../registry/webhooks.ts";

/** What the parts of the program report; no label names an organization, a brand or a number. */
export interface Metrics {
  readonly registry: Registry;
  /** One answer: the route's template, and how long it took in seconds. */
  answered(method: string, route: string, status: number, seconds: number): void;
  /** How long a write or a scan took, waiting included, in seconds. */
  waited(work: "write" | "scan", seconds: number): void;
  readonly reviewed: Reviewed;
  readonly attempted: Attempted;
  /**
   * Asks, at each collection, what the store does, how the caches are used, and how many requests were refused for their
   * organization's rate, where there is one.
   */
  watch(
    load: () => StoreLoad,
    caches: Readonly<Record<string, CacheUse>>,
    rates?: { readonly refused: number },
  ): void;
}

const REQUEST_BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
const DECISIONS: ReadonlySet<ReviewOutcome> = new Set(Object.values(DECIDED));
/** From a second to a week. */
const REVIEW_BUCKETS = [1, 2.5, 5, 10, 30, 60, 300, 1_800, 3_600, 21_600, 86_400, 259_200, 604_800];

/** The program's metrics, with those of the process and its event loop. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: "callmark_http_requests_total",
    help: "Answers by method, route and status",
    labelNames: ["method", "route", "status"],
    registers: [registry],
  });
  const durations = new Histogram({
    name: "callmark_http_request_seconds",
    help: "Time to answer a request by route",
    labelNames: ["route"],
    buckets: REQUEST_BUCKETS,
    registers: [registry],
  });
  const waits = new Histogram({
    name: "callmark_database_wait_seconds",
    help: "Time from a write or a scan being asked for to its outcome",
    labelNames: ["work"],
    buckets: REQUEST_BUCKETS,
    registers: [registry],
  });
  const reviews = new Counter({
    name: "callmark_reviews_total",
    help: "Reviews by kind of resource and outcome",
    labelNames: ["kind", "outcome"],
    registers: [registry],
  });
  const reviewTimes = new Histogram({
    name: "callmark_review_seconds",
    help: "Time from a version being submitted to the decision on it",
    buckets: REVIEW_BUCKETS,
    registers: [registry],
  });
  const deliveries = new Counter({
    name: "callmark_webhook_attempts_total",
    help: "Attempts to tell a webhook by outcome",
    labelNames: ["outcome"],
    registers: [registry],
  });
  const deliveryTimes = new Histogram({
    name: "callmark_webhook_attempt_seconds",
    help: "Time that an attempt to tell a webhook took",
    buckets: REQUEST_BUCKETS,
    registers: [registry],
  });
  // From nothing on, so that the first of a kind is seen as one more.
  for (const kind of Object.keys(KINDS))
    for (const outcome of REVIEW_OUTCOMES) reviews.inc({ kind, outcome }, 0);
  for (const outcome of Object.values(ATTEMPT_OUTCOMES)) deliveries.inc({ outcome }, 0);
  // A counter with labels looks its labels up at each call; there are few of them, so they are looked up once.
  const children = new Map<string, { inc(): void }>();
  const timers = new Map<string, { observe(seconds: number): void }>();
  const timer = (histogram: Histogram, key: string, labels: Record<string, string>) => {
    const known = timers.get(key) ?? histogram.labels(labels);
    timers.set(key, known);
    return known;
  };
  return {
    registry,
    answered(method, route, status, seconds) {
      const key = `${method} ${route} ${status}`;
      const child = children.get(key) ?? requests.labels(method, route, String(status));
      children.set(key, child);
      child.inc();
      timer(durations, `http ${route}`, { route }).observe(seconds);
    },
    waited(work, seconds) {
      timer(waits, `database ${work}`, { work }).observe(seconds);
    },
    reviewed(kind, outcome, seconds) {
      reviews.inc({ kind, outcome });
      if (DECISIONS.has(outcome)) reviewTimes.observe(Math.max(0, seconds));
    },
    attempted(outcome, seconds) {
      deliveries.inc({ outcome });
      deliveryTimes.observe(seconds);
    },
    watch(load, caches, rates) {
      const gauge = (name: string, help: string, value: () => number) =>
        new Gauge({
          name,
          help,
          registers: [registry],
          collect() {
            this.set(value());
          },
        });
      gauge("callmark_query_queue", "Queries that wait for their turn to scan", () => load().queries);
      gauge("callmark_write_queue", "Writes that wait for their commit", () => load().writes);
      new Counter({
        name: "callmark_database_commits_total",
        help: "Commits; writes that arrive together share one",
        registers: [registry],
        collect() {
          this.reset();
          this.inc(load().commits);
        },
      });
      new Counter({
        name: "callmark_rate_limited_total",
        help: "Requests that were refused since their organization had sent too many in that second",
        registers: [registry],
        collect() {
          this.reset();
          this.inc(rates?.refused ?? 0);
        },
      });
      new Counter({
        name: "callmark_cache_lookups_total",
        help: "What was looked up in the process's own memory, by cache and by whether it was there",
        labelNames: ["cache", "result"],
        registers: [registry],
        collect() {
          this.reset();
          for (const [cache, { hits, misses }] of Object.entries({ ...caches, totals: load().totals })) {
            this.inc({ cache, result: "hit" }, hits);
            this.inc({ cache, result: "miss" }, misses);
          }
        },
      });
    },
  };
}

import type { Logger } from "pino";
import type { Reviewed } from "../registry/reviews.ts";
import type { Store } from "../registry/store.ts";
import type { Settings } from "../settings.ts";
import { automatic } from "./automatic.ts";
import type { Judge } from "./judge.ts";
import { loadScript } from "./script.ts";
import { ReviewWorker } from "./worker.ts";

type ReviewSettings = Pick<Settings, "CALLMARK_REVIEW" | "CALLMARK_REVIEW_DELAY" | "CALLMARK_REVIEW_SCRIPT">;

/** Who reviews by themselves, as the settings say; nobody where people do. Throws an `Error` with one clear line. */
export function judgeOf(settings: ReviewSettings): Judge | undefined {
  const { CALLMARK_REVIEW: review, CALLMARK_REVIEW_SCRIPT: script } = settings;
  if (review === "script") return loadScript(script ?? "");
  return review === "auto" ? automatic : undefined;
}

/** Begins to review; what it gives back ends that. */
export function startReviews(
  store: Store,
  judge: Judge | undefined,
  settings: ReviewSettings,
  logger: Logger,
  reviewed: Reviewed,
): AsyncDisposable {
  if (judge === undefined) return { [Symbol.asyncDispose]: async () => {} };
  const delay = settings.CALLMARK_REVIEW_DELAY * 1_000;
  const worker = new ReviewWorker({ store, judge, delay, clock: Date.now, logger, reviewed });
  worker.start();
  return worker;
}

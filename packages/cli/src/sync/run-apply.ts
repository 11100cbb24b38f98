import { styleText } from "node:util";
import {
  type Applied,
  applyPlan,
  type Ended,
  type Plan,
  type Progress,
  requestsOf,
  type Waiting,
} from "@callmark/sync";
import { FAILED, Interrupted, SOME_REFUSED } from "../errors.ts";
import { oneLine } from "../listing/text.ts";
import { print, tell } from "../output.ts";
import { count, counted, duration, progressBar } from "../progress.ts";
import { exitCodeOf, onStop } from "../signals.ts";
import { type Apply, finishApply, journalOf } from "./applies.ts";
import type { Brand } from "./brand.ts";
import { openJournal } from "./journal-file.ts";
import { howToSendAgain, writeRejected } from "./rejected-file.ts";
import { tellRows } from "./tell-rows.ts";

/** Milliseconds that what is under way may take to finish, once it is told to stop. */
const GRACE = 10_000;

export interface RunInput {
  readonly apply: Apply;
  readonly plan: Plan;
  readonly brand: Brand;
  readonly json: boolean;
}

/**
 * Does what is left of an apply, under a bar, and tells what came of it: in words or as JSON, by the exit code, and in a
 * file with the rows that were refused. The apply and its brand must be held. Throws where it could not be finished, and
 * says how to go on.
 */
export async function runApply(input: RunInput): Promise<void> {
  const { apply, plan, json } = input;
  const started = performance.now();
  const applied = await carryOn(input);
  const { done, found, refused, failed } = applied;
  const wanted = apply.about.rejected;
  const rejected = await writeRejected(plan, applied, wanted);
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  const counts = { refused: refused.length, failed: failed.length };
  const result = { id: apply.id, target: plan.target, done, found, ...counts, seconds, rejected };
  await finishApply(apply, result);
  tellRows(plan, refused, json);
  tellRows(plan, failed, json);
  if (rejected !== null && rejected !== wanted) {
    tell(`${wanted} is there already, and stays as it is`, { json });
  }
  const again = rejected === null ? undefined : await howToSendAgain(plan, apply, rejected);
  const mend = again === undefined ? "" : `; mend them in ${rejected}, then ${again}, without --delete`;
  print(result, { json, lines: resultLines(plan, applied, { seconds, mend }) });
  if (refused.length > 0) process.exitCode = SOME_REFUSED;
  // Here nobody has anything to mend: what is done about it is to try again.
  if (failed.length > 0) process.exitCode = FAILED;
}

async function carryOn({ apply, plan, brand, json }: RunInput): Promise<Applied> {
  const { deletes, concurrency } = apply.about;
  await using journal = openJournal(journalOf(apply), plan.steps.length);
  const screen = screenOf(plan, journal.progress, { deletes, json, baseUrl: plan.target.baseUrl });
  using stopping = stopOnSignal(() => screen.say("Finishing what is under way; once more ends it at once"));
  try {
    const applied = await applyPlan({
      plan,
      callerIds: brand.callerIds,
      journal,
      progress: journal.progress,
      deletes,
      concurrency,
      stop: stopping.stop,
      abandon: stopping.abandon,
      onEnded: screen.ended,
      onWaiting: screen.waiting,
      onFailing: screen.failing,
    });
    if (applied.left === 0) return applied;
    const facts = { resume: apply.id, left: applied.left };
    throw new Interrupted(`Interrupted: ${howToGoOn(apply, applied.left)}`, stopping.exitCode(), facts);
  } catch (error) {
    if (!(error instanceof Interrupted)) {
      screen.say(`Not finished: ${howToGoOn(apply)}`, { resume: apply.id });
    }
    throw error;
  } finally {
    screen.end();
  }
}

function howToGoOn({ id }: Apply, left?: number): string {
  const rows = left === undefined ? "what is left" : `the ${counted(left, "row")} left`;
  return `callmark apply --resume ${id} goes on with ${rows}`;
}

/** The first signal ends it in good order, but not for longer than it may take; a second one at once. */
function stopOnSignal(onFirst: () => void) {
  const stop = new AbortController();
  const abandon = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let code = 0;
  const listenNoMore = onStop((signal) => {
    code = exitCodeOf(signal);
    stop.abort();
    onFirst();
    timer = setTimeout(() => abandon.abort(), GRACE);
  });
  return {
    stop: stop.signal,
    abandon: abandon.signal,
    exitCode: () => code,
    [Symbol.dispose]() {
      clearTimeout(timer);
      listenNoMore();
    },
  };
}

/** The bar, and what is said above it. */
function screenOf(
  plan: Plan,
  progress: Progress,
  { deletes, json, baseUrl }: { readonly deletes: boolean; readonly json: boolean; readonly baseUrl: string },
) {
  const before = progress.done.size + progress.refused.size + progress.failed.size;
  const total = requestsOf(plan, { deletes }) - before;
  const bar = progressBar({ total, quiet: json });
  let ended = 0;
  const notDone = { refused: 0, failed: 0 };
  const noteOf = (which: keyof typeof notDone) =>
    notDone[which] > 0 ? `, ${count(notDone[which])} ${which}` : "";
  const draw = () => bar.update(ended, total, noteOf("refused") + noteOf("failed"));
  const say = (message: string, facts?: Readonly<Record<string, unknown>>) => {
    bar.end();
    tell(message, { json, ...(facts !== undefined && { facts }) });
  };
  return {
    say,
    end: bar.end,
    ended({ is }: Ended) {
      ended += 1;
      if (is !== "done") notDone[is] += 1;
      draw();
    },
    waiting({ reason, isAnswer, delay }: Waiting) {
      const what = isAnswer ? `${baseUrl} takes no requests now` : `No answer from ${baseUrl}`;
      const message = `${what}: ${oneLine(reason)}; trying again in ${duration(delay / 1_000)}`;
      say(message, { seconds: Math.ceil(delay / 1_000) });
      draw();
    },
    failing({ message }: Error) {
      say(`${baseUrl} fails on a row, which is tried again: ${oneLine(message)}`);
      draw();
    },
  };
}

function resultLines(
  { counts }: Plan,
  { done, found, refused, failed }: Applied,
  { seconds, mend }: { readonly seconds: number; readonly mend: string },
): string[] {
  const parts = [
    `${count(done.create)} created`,
    `${count(done.update)} updated`,
    ...(done.delete > 0 ? [`${count(done.delete)} deleted`] : []),
    ...(found > 0 ? [`${count(found)} found done already`] : []),
    `${count(counts.leave)} left as they were`,
  ];
  const isAllDone = refused.length + failed.length === 0;
  const mark = isAllDone ? styleText("green", "✓", { stream: process.stdout }) : "";
  return [
    `${mark} ${parts.join(", ")}, in ${duration(seconds)}`.trim(),
    ...(refused.length > 0 ? [`${count(refused.length)} refused${mend}`] : []),
    ...(failed.length > 0
      ? [`${count(failed.length)} failed on the server; plan anew to try them again`]
      : []),
  ];
}

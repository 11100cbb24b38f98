import { styleText } from "node:util";
import { type Applied, applyPlan, type Plan, type Progress, requestsOf, type Waiting } from "@callmark/sync";
import { Interrupted, SOME_REFUSED } from "../errors.ts";
import { oneLine } from "../listing/text.ts";
import { print, tell } from "../output.ts";
import { count, duration, progressBar } from "../progress.ts";
import { exitCodeOf, onStop } from "../signals.ts";
import { type Apply, finishApply, journalOf } from "./applies.ts";
import type { Brand } from "./brand.ts";
import { openJournal } from "./journal-file.ts";
import { takeLock } from "./lock.ts";
import { howToSendAgain, writeRejected } from "./rejected-file.ts";

/** Milliseconds that what is under way may take to finish, once it is told to stop. */
const GRACE = 10_000;
/** Refused rows that a person is shown; the file has all. */
const SHOWN = 10;

export interface RunInput {
  readonly apply: Apply;
  readonly plan: Plan;
  readonly brand: Brand;
  readonly json: boolean;
}

/**
 * Does what is left of an apply, under a bar, and tells what came of it: in words or as JSON, by the exit code, and in a
 * file with the rows that were refused. Throws where it could not be finished, and says how to go on.
 */
export async function runApply(input: RunInput): Promise<void> {
  const { apply, plan, json } = input;
  const started = performance.now();
  await using _lock = await takeLock(apply.folder);
  const applied = await carryOn(input);
  const { done, refused } = applied;
  const wanted = apply.about.rejected;
  const rejected = await writeRejected(plan, applied, wanted);
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  const result = { id: apply.id, target: plan.target, done, refused: refused.length, seconds, rejected };
  await finishApply(apply, result);
  tellRefused(plan, applied, json);
  if (rejected !== null && rejected !== wanted) {
    tell(`${wanted} is there already, and stays as it is`, { json });
  }
  const again = rejected === null ? undefined : await howToSendAgain(plan, apply, rejected);
  const mend = again === undefined ? "" : `; mend them in ${rejected}, then ${again}, without --delete`;
  print(result, { json, lines: resultLines(plan, applied, { seconds, mend }) });
  if (refused.length > 0) process.exitCode = SOME_REFUSED;
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
      onEnded: ({ is }) => screen.ended(is === "refused"),
      onWaiting: screen.waiting,
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
  const rows = left === undefined ? "what is left" : `the ${count(left)} ${left === 1 ? "row" : "rows"} left`;
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
  const before = progress.done.size + progress.refused.size;
  const total = requestsOf(plan, { deletes }) - before;
  const bar = progressBar({ total, quiet: json });
  let ended = 0;
  let refused = 0;
  const draw = () => bar.update(ended, total, refused > 0 ? `, ${count(refused)} refused` : "");
  const say = (message: string, facts?: Readonly<Record<string, unknown>>) => {
    bar.end();
    tell(message, { json, ...(facts !== undefined && { facts }) });
  };
  return {
    say,
    end: bar.end,
    ended(wasRefused: boolean) {
      ended += 1;
      if (wasRefused) refused += 1;
      draw();
    },
    waiting({ reason, delay }: Waiting) {
      const message = `No answer from ${baseUrl}: ${oneLine(reason)}; trying again in ${duration(delay / 1_000)}`;
      say(message, { seconds: Math.ceil(delay / 1_000) });
      draw();
    },
  };
}

/** A person is told of the first rows that were refused, a machine of those that no file has: deletes. */
function tellRefused({ steps }: Plan, { refused }: Applied, json: boolean): void {
  const told = json
    ? refused.filter(({ step }) => steps[step]?.action === "delete")
    : refused.slice(0, SHOWN);
  for (const { step: place, code, message } of told) {
    const step = steps[place];
    if (step === undefined) continue;
    const { action, phoneNumber } = step;
    const where = step.action === "delete" ? "delete" : `line ${step.line}`;
    const id = step.action === "create" ? undefined : step.id;
    const text = `${where}: ${phoneNumber}: ${oneLine(`${code}: ${message}`)}`;
    tell(text, { json, facts: { action, phoneNumber, id, code } });
  }
  const more = refused.length - SHOWN;
  if (!json && more > 0) process.stderr.write(`… and ${count(more)} more\n`);
}

function resultLines(
  { counts }: Plan,
  { done, refused }: Applied,
  { seconds, mend }: { readonly seconds: number; readonly mend: string },
): string[] {
  const parts = [
    `${count(done.create)} created`,
    `${count(done.update)} updated`,
    ...(done.delete > 0 ? [`${count(done.delete)} deleted`] : []),
    `${count(counts.leave)} left as they were`,
  ];
  const mark = refused.length === 0 ? styleText("green", "✓", { stream: process.stdout }) : "";
  const first = `${mark} ${parts.join(", ")}, in ${duration(seconds)}`.trim();
  return refused.length === 0 ? [first] : [first, `${count(refused.length)} refused${mend}`];
}

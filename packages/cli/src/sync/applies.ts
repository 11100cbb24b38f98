import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { type Plan, type Progress, readJournal, readPlan, writePlan } from "@callmark/sync";
import { isThere, writeWhole } from "../atomic-file.ts";
import { UsageError } from "../errors.ts";
import { readTextFile, replaceFile } from "../profiles/private-file.ts";
import { expectUnlocked, LockTaken, takeLock } from "./lock.ts";

const OWN_FILE = 0o600;
const OWN_FOLDER = 0o700;
const ABOUT = "about.json";
const PLAN = "plan.json";
const JOURNAL = "journal.ndjson";
const FINISHED = "finished.json";
/** Finished applies that are kept, to be looked into. */
const KEPT = 20;
const ID = /^[0-9]{8}-[0-9]{6}-[0-9a-f]{6}$/;

/** What an apply was told, which holds for whoever goes on with it. */
export interface About {
  /** The file that it was given, for people. */
  readonly file: string;
  /** The profile's name, where the account was a profile's. */
  readonly profile?: string;
  readonly deletes: boolean;
  /** Where refused rows go; absolute. */
  readonly rejected: string;
  readonly rate?: number;
  readonly concurrency: number;
}

/** An apply that was begun: a folder of its own, with its plan and its journal. */
export interface Apply {
  /** When it was begun, and something at random. */
  readonly id: string;
  readonly folder: string;
  readonly about: About;
}

/** The journal's file of an apply. */
export const journalOf = ({ folder }: Apply): string => join(folder, JOURNAL);

/** Begins an apply: from now on it can be gone on with. Removes the oldest of those that are finished. */
export async function beginApply(
  state: string,
  { plan, about, now }: { readonly plan: Plan; readonly about: About; readonly now: Date },
): Promise<Apply> {
  await removeOldest(state);
  const [day = "", time = ""] = now.toISOString().split(/[T.]/);
  const id = `${day.replaceAll("-", "")}-${time.replaceAll(":", "")}-${randomBytes(3).toString("hex")}`;
  const folder = join(appliesIn(state), id);
  await mkdir(folder, { recursive: true, mode: OWN_FOLDER });
  try {
    await writeWhole(join(folder, PLAN), writePlan(plan), { force: false, mode: OWN_FILE });
    // Last: where it is there, everything is.
    await replaceFile(join(folder, ABOUT), `${JSON.stringify(about, null, 2)}\n`);
  } catch (error) {
    // A disk that is full is not filled by what nobody can go on with.
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  return { id, folder, about };
}

/**
 * Takes an apply that is not finished, so that no other process works at it. Throws `UsageError` where one does, or where
 * it has come to its end meanwhile.
 */
export async function holdApply({ id, folder, about }: Apply): Promise<AsyncDisposable> {
  const name = `Apply ${id}, of ${about.file},`;
  const ended = new UsageError(`${name} has come to its end meanwhile`);
  const lock = await takeLock(folder).catch((error: NodeJS.ErrnoException) => {
    if (error instanceof LockTaken) {
      const { holder, path } = error;
      throw new UsageError(`${name} is running: ${holder}; if there is no such process, remove ${path}`);
    }
    throw error.code === "ENOENT" ? ended : error;
  });
  if (await isUnfinished(folder)) return lock;
  await lock[Symbol.asyncDispose]();
  throw ended;
}

/** Is a process at work on it? */
export async function isRunning({ folder }: Apply): Promise<boolean> {
  try {
    await expectUnlocked(folder);
    return false;
  } catch (error) {
    if (error instanceof LockTaken) return true;
    throw error;
  }
}

/** Keeps what came of an apply; nobody goes on with it any more. */
export function finishApply({ folder }: Apply, result: unknown): Promise<void> {
  return replaceFile(join(folder, FINISHED), `${JSON.stringify(result, null, 2)}\n`);
}

/** The plan of an apply. Throws `PlanError` where it is damaged. */
export async function planOf({ folder }: Apply): Promise<Plan> {
  return readPlan(await readFile(join(folder, PLAN), "utf8"));
}

/** What an apply's journal says of its plan. Throws `JournalError` where it is damaged. */
export async function progressOf(apply: Apply, { steps }: Plan): Promise<Progress> {
  // One that was ended before its first request has none.
  return readJournal((await readTextFile(journalOf(apply))) ?? "", steps.length);
}

/** Removes an apply, which must be held: nobody goes on with it any more. */
export async function removeApply({ folder }: Apply): Promise<void> {
  // First what makes it one: should the rest be left, it is none that somebody might go on with.
  await rm(join(folder, ABOUT), { force: true });
  await rm(folder, { recursive: true, force: true });
}

/** Those that are not finished, the newest first. */
export async function unfinishedApplies(state: string): Promise<readonly Apply[]> {
  const found: Apply[] = [];
  for (const id of await idsIn(state)) {
    const folder = join(appliesIn(state), id);
    if (await isUnfinished(folder)) found.push({ id, folder, about: await readAbout(folder) });
  }
  return found;
}

/** It is from when it is there whole until something came of it. */
async function isUnfinished(folder: string): Promise<boolean> {
  return (await isThere(join(folder, ABOUT))) && !(await isThere(join(folder, FINISHED)));
}

async function readAbout(folder: string): Promise<About> {
  try {
    return JSON.parse(await readFile(join(folder, ABOUT), "utf8")) as About;
  } catch {
    throw new UsageError(`${join(folder, ABOUT)} is damaged; remove ${folder}, and plan anew`);
  }
}

/** The newest first; their names begin with their time. */
async function idsIn(state: string): Promise<string[]> {
  const names = await readdir(appliesIn(state)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  return names
    .filter((name) => ID.test(name))
    .sort()
    .reverse();
}

async function removeOldest(state: string): Promise<void> {
  const unfinished = new Set((await unfinishedApplies(state)).map(({ id }) => id));
  const finished = (await idsIn(state)).filter((id) => !unfinished.has(id));
  for (const id of finished.slice(KEPT - 1)) {
    await rm(join(appliesIn(state), id), { recursive: true, force: true });
  }
}

const appliesIn = (state: string) => join(state, "applies");

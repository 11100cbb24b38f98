import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { takeLock } from "./lock.ts";

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "callmark-lock-"));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

const heldBy = (pid: number, host = hostname()) => JSON.stringify({ pid, host });
/** Of a process that has ended. */
const deadPid = () => spawnSync(process.execPath, ["-e", ""]).pid;

test("one has it at a time, and then the next", async () => {
  const path = await folder();
  {
    await using _lock = await takeLock(path);
    await expect(takeLock(path)).rejects.toThrow(`lock.1 is held by process ${process.pid}`);
  }
  expect(await readdir(path)).toEqual([]);
  await using _again = await takeLock(path);
  expect(await readdir(path)).toEqual(["lock.1"]);
});

test("what a killed process left behind counts for nothing", async () => {
  const path = await folder();
  await writeFile(join(path, "lock.1"), heldBy(deadPid()));
  await writeFile(join(path, "lock.2"), "");
  await using _lock = await takeLock(path);
  expect(await readdir(path)).toEqual(["lock.3"]);
});

test("another machine's process may be alive", async () => {
  const path = await folder();
  await writeFile(join(path, "lock.1"), heldBy(1, "elsewhere"));
  await expect(takeLock(path)).rejects.toThrow(/lock\.1 is held by process 1 on elsewhere$/);
});

test("of many that find a dead one, one alone takes it over", async () => {
  const path = await folder();
  await writeFile(join(path, "lock.7"), heldBy(deadPid()));
  const taken = await Promise.allSettled(Array.from({ length: 20 }, () => takeLock(path)));
  expect(taken.filter(({ status }) => status === "fulfilled").length).toBeLessThanOrEqual(1);
});

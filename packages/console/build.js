// Builds the console where it has not been built since something of it changed: `npm start` calls it each time.
import { readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(fileURLToPath(import.meta.url));
/** What the built pages are made from, beside the libraries that the lock file names. */
const SOURCES = [
  "src",
  "index.html",
  "vite.config.ts",
  "package.json",
  "../client/src",
  "../ql/src",
  "../sync/src",
];

/** When the newest file below a path was changed, in milliseconds since 1970; 0 where there is none. */
function changed(path) {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => changed(join(path, name))));
}

const built = statSync(join(root, "dist/.vite/manifest.json"), { throwIfNoEntry: false });
if (built === undefined || SOURCES.some((source) => changed(join(root, source)) > built.mtimeMs)) {
  try {
    const { build } = await import("vite");
    await build({ root, configFile: join(root, "vite.config.ts"), logLevel: "warn" });
  } catch (error) {
    // The registry serves without its pages as well as with them.
    console.error(`The console has not been built: ${error.message}`);
  }
}

import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { BUILT, buildConsole } from "../console.ts";
import { publishedDeclaration } from "./declarations.ts";
import { type Manifest, publishedManifest } from "./manifest.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const COMPILER = join(dirname(fileURLToPath(import.meta.resolve("typescript/package.json"))), "bin/tsc");

/** The folders of `packages/` that are compiled and published, each after those that it needs. */
const COMPILED = ["ql", "contract", "client", "sync", "server", "cli"] as const;

/**
 * Builds what is published, each package in a folder of its own, ready for `npm pack`: JavaScript and declarations from
 * its sources, what lies among them and is no source, `bin/`, README and licence; and the console's pages. The folder is
 * emptied first.
 *
 * @returns the packages' folders
 * @throws `Error` with the compiler's complaints, or why the console cannot be built
 */
export async function stagePackages(folder: string): Promise<readonly string[]> {
  rmSync(folder, { recursive: true, force: true });
  const compiled = join(folder, "compiled");
  compile(compiled);
  const staged = COMPILED.map((name) => stage(name, join(compiled, name, "src"), join(folder, name)));
  rmSync(compiled, { recursive: true });
  return [...staged, await stageConsole(join(folder, "console"))];
}

function compile(folder: string): void {
  const project = join(ROOT, "tsconfig.build.json");
  const ran = spawnSync(process.execPath, [COMPILER, "-p", project, "--outDir", folder], {
    encoding: "utf8",
  });
  if (ran.status !== 0) throw new Error(`The packages do not compile:\n${ran.stdout}${ran.stderr}`);
}

/** The console as it is served: what it was built with is in its pages. */
async function stageConsole(folder: string): Promise<string> {
  const outcome = await buildConsole({ begins: () => {} });
  if (typeof outcome === "object") throw new Error(`The console is not built: ${outcome.leftOut}`);
  cpSync(BUILT, join(folder, "dist"), { recursive: true, filter: (path) => !basename(path).startsWith(".") });
  describe("console", folder);
  return folder;
}

function stage(name: string, compiled: string, folder: string): string {
  const source = join(ROOT, "packages", name);
  const dist = join(folder, "dist");
  mkdirSync(folder);
  const manifest = describe(name, folder);
  // Of what nobody imports nobody needs the declarations.
  const isNeeded = (path: string) => manifest.exports !== undefined || !path.endsWith(".d.ts");
  cpSync(compiled, dist, { recursive: true, filter: isNeeded });
  for (const file of globSync("**/*.d.ts", { cwd: dist })) {
    const path = join(dist, file);
    writeFileSync(path, publishedDeclaration(readFileSync(path, "utf8")));
  }
  const beside = globSync("**/*.*", { cwd: join(source, "src") }).filter((file) => !file.endsWith(".ts"));
  for (const file of beside) copyFileSync(join(source, "src", file), join(dist, file));
  if (existsSync(join(source, "bin"))) cpSync(join(source, "bin"), join(folder, "bin"), { recursive: true });
  return folder;
}

/** Writes a package's manifest, README and licence. Gives the manifest as the workspace has it. */
function describe(name: string, folder: string): Manifest {
  const source = join(ROOT, "packages", name);
  const manifest = JSON.parse(readFileSync(join(source, "package.json"), "utf8")) as Manifest;
  copyFileSync(join(source, "README.md"), join(folder, "README.md"));
  copyFileSync(join(ROOT, "LICENSE"), join(folder, "LICENSE"));
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(publishedManifest(manifest), null, 2)}\n`);
  return manifest;
}

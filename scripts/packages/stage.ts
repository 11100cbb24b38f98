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
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { publishedDeclaration } from "./declarations.ts";
import { type Manifest, publishedManifest } from "./manifest.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const COMPILER = join(dirname(fileURLToPath(import.meta.resolve("typescript/package.json"))), "bin/tsc");

/** The folders of `packages/` that are published, each after those that it needs. */
export const PUBLISHED = ["ql", "contract", "client", "sync", "server", "cli"] as const;

/**
 * Builds what is published, each package in a folder of its own, ready for `npm pack`: JavaScript and declarations from
 * its sources, what lies among them and is no source, `bin/`, README and licence. The folder is emptied first.
 *
 * @returns the folders, in the order of `PUBLISHED`
 * @throws `Error` with the compiler's complaints
 */
export function stagePackages(folder: string): readonly string[] {
  rmSync(folder, { recursive: true, force: true });
  const compiled = join(folder, "compiled");
  compile(compiled);
  const staged = PUBLISHED.map((name) => stage(name, join(compiled, name, "src"), join(folder, name)));
  rmSync(compiled, { recursive: true });
  return staged;
}

function compile(folder: string): void {
  const project = join(ROOT, "tsconfig.build.json");
  const ran = spawnSync(process.execPath, [COMPILER, "-p", project, "--outDir", folder], {
    encoding: "utf8",
  });
  if (ran.status !== 0) throw new Error(`The packages do not compile:\n${ran.stdout}${ran.stderr}`);
}

function stage(name: string, compiled: string, folder: string): string {
  const source = join(ROOT, "packages", name);
  const dist = join(folder, "dist");
  mkdirSync(folder);
  const manifest = JSON.parse(readFileSync(join(source, "package.json"), "utf8")) as Manifest;
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
  copyFileSync(join(source, "README.md"), join(folder, "README.md"));
  copyFileSync(join(ROOT, "LICENSE"), join(folder, "LICENSE"));
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(publishedManifest(manifest), null, 2)}\n`);
  return folder;
}

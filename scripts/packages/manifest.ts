/** What a manifest has that people install. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly exports?: Targets;
  readonly imports?: Targets;
  readonly files?: readonly string[];
  readonly [member: string]: unknown;
}

type Targets = string | { readonly [key: string]: Targets };

/** Only the workspace has a use for these. */
const OWN = ["private", "devDependencies", "scripts"];

/** What a package has beside its manifest, README and licence, unless it says so itself. */
const FILES = ["dist"];

const SOURCE = /^\.\/src\/(.+)\.ts$/;

/**
 * The manifest of a package as it is published, from the workspace's own: what leads to a source file leads to what
 * was built of it. Throws where something leads elsewhere.
 */
export function publishedManifest(manifest: Manifest): Manifest {
  const { exports, imports, files = FILES, ...rest } = manifest;
  const kept = Object.entries(rest).filter(([member]) => !OWN.includes(member));
  return {
    ...(Object.fromEntries(kept) as typeof rest),
    files,
    ...(exports !== undefined && { exports: built(exports, withTypes) }),
    ...(imports !== undefined && { imports: built(imports, (path) => `./dist/${path}.js`) }),
  };
}

const withTypes = (path: string) => ({ types: `./dist/${path}.d.ts`, default: `./dist/${path}.js` });

function built(targets: Targets, target: (path: string) => Targets): Targets {
  if (typeof targets !== "string") {
    return Object.fromEntries(Object.entries(targets).map(([key, value]) => [key, built(value, target)]));
  }
  if (targets === "./package.json") return targets;
  const path = SOURCE.exec(targets)?.[1];
  if (path === undefined) throw new Error(`'${targets}' is no source file such as ./src/index.ts`);
  return target(path);
}

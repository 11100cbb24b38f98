import { spawnSync } from "node:child_process";
import { cpSync, globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const BIOME = join(dirname(fileURLToPath(import.meta.resolve("@biomejs/biome/package.json"))), "bin/biome");

type Import = readonly [room: string, imported: string];

const REFUSED: readonly Import[] = [
  ["packages/ql/src", "@callmark/contract"],
  ["packages/ql/src", "node:fs"],
  ["packages/ql/src", "node:fs/promises"],
  ["packages/contract/src", "@callmark/ql"],
  ["packages/cli/src", "@callmark/server"],
  ["packages/cli/src/resources", "@callmark/server/admin"],
  ["packages/cli/src/resources", "../admin/registry.ts"],
  ["packages/cli/src/watch", "@callmark/contract"],
  ["packages/cli/src/profiles", "@callmark/client"],
  ["packages/cli/src/profiles", "../login/ask.ts"],
  ["packages/cli/src/listing", "../resources/noun.ts"],
  ["packages/sync/src/reading", "node:fs"],
  ["packages/sync/src/applying", "node:timers/promises"],
  ["packages/sync/src/planning", "@callmark/contract"],
  ["packages/client/src", "@callmark/contract"],
  ["packages/client/src/resources", "@callmark/ql"],
  ["packages/client/src/transport", "node:http"],
  ["packages/client/src/transport", "node:timers/promises"],
  ["packages/client/src/transport", "../../../server/src/main.ts"],
  ["packages/server/src/registry", "../store/open.ts"],
  ["packages/server/src/registry", "../http/app.ts"],
  ["packages/server/src/registry", "node:fs"],
  ["packages/server/src/registry", "kysely"],
  ["packages/server/src/access", "../store/sqlite/store.ts"],
  ["packages/server/src/registry", "../images/decode.ts"],
  ["packages/server/src/registry", "sharp"],
  ["packages/server/src/access", "../images/folder.ts"],
  ["packages/server/src/images", "../http/app.ts"],
  ["packages/server/src/images", "../store/open.ts"],
  ["packages/server/src/images", "fastify"],
  ["packages/server/src/images", "pg"],
  ["packages/server/src/store", "../http/app.ts"],
  ["packages/server/src/store", "../images/decode.ts"],
  ["packages/server/src/store/sqlite", "../../images/decode.ts"],
  ["packages/server/src/store/postgres", "sharp"],
  ["packages/server/src/store/sqlite", "../../http/app.ts"],
  ["packages/server/src/store/sqlite", "../postgres/errors.ts"],
  ["packages/server/src/store/sqlite", "pg"],
  ["packages/server/src/store/postgres", "../../http/app.ts"],
  ["packages/server/src/store/postgres", "../sqlite/connection.ts"],
  ["packages/server/src/store/postgres", "better-sqlite3"],
  ["packages/server/src/http", "../store/open.ts"],
  ["packages/server/src/http/resources", "../../store/operations/list.ts"],
  ["packages/server/src/http", "better-sqlite3"],
  ["packages/server/src/http", "pg"],
  ["packages/server/src/http/images", "../../store/open.ts"],
  ["packages/server/src/http/images", "sharp"],
  ["packages/server/src/registry", "pg"],
  ["packages/server/src/registry", "../webhooks/send.ts"],
  ["packages/server/src/access", "../webhooks/send.ts"],
  ["packages/server/src/store", "../webhooks/send.ts"],
  ["packages/server/src/http", "../webhooks/send.ts"],
  ["packages/server/src/webhooks", "../store/open.ts"],
  ["packages/server/src/webhooks", "../http/app.ts"],
  ["packages/server/src/webhooks", "fastify"],
  ["packages/server/src/webhooks", "pg"],
  ["packages/server/src/registry", "../events/hub.ts"],
  ["packages/server/src/store", "../review/worker.ts"],
  ["packages/server/src/store/sqlite", "../../review/worker.ts"],
  ["packages/server/src/http", "../review/worker.ts"],
  ["packages/server/src/http/resources", "../../review/worker.ts"],
  ["packages/server/src/review", "../store/open.ts"],
  ["packages/server/src/review", "../http/app.ts"],
  ["packages/server/src/events", "../http/app.ts"],
  ["packages/server/src/events", "pg"],
  ["packages/server/src/rates", "../registry/store.ts"],
  ["packages/server/src/rates", "node:cluster"],
  ["packages/console/src/app", "@callmark/server"],
  ["packages/console/src/app", "@callmark/contract"],
  ["packages/console/src/features/caller-ids", "../../app/theme.ts"],
  ["packages/console/src/features/caller-ids", "@callmark/server"],
  ["packages/console/src/shared/ui", "../../features/caller-ids/chip.tsx"],
  ["packages/console/src/shared/ui", "../../app/theme.ts"],
  ["packages/console/src/shared/ui", "node:fs"],
];

const ALLOWED: readonly Import[] = [
  ["packages/client/src/operations", "../transport/request.ts"],
  ["packages/sync/src/applying", "@callmark/client"],
  ["packages/cli/src/resources", "@callmark/client"],
  ["packages/cli/src/resources", "@callmark/contract/vocabulary"],
  ["packages/cli/src/admin", "@callmark/server/admin"],
  ["packages/server/src/registry", "@callmark/ql"],
  ["packages/server/src/registry", "./store.ts"],
  ["packages/server/src/http", "../registry/store.ts"],
  ["packages/server/src/store", "../registry/store.ts"],
  ["packages/server/src/store", "../registry/images.ts"],
  ["packages/server/src/images", "../registry/images.ts"],
  ["packages/server/src/images", "sharp"],
  ["packages/server/src/http/images", "../../images/decode.ts"],
  ["packages/server/src/store", "../registry/webhooks.ts"],
  ["packages/server/src/webhooks", "../registry/webhooks.ts"],
  ["packages/server/src/http", "../events/hub.ts"],
  ["packages/server/src/http", "./review/routes.ts"],
  ["packages/server/src/http", "../rates/rate-limit.ts"],
  ["packages/server/src/review", "../registry/reviews.ts"],
  ["packages/console/src/features/caller-ids", "@callmark/client"],
  ["packages/console/src/features/caller-ids", "../../shared/format/count.ts"],
  ["packages/console/src/app", "../features/caller-ids/departments.ts"],
];

const UNDECLARED: Import = ["packages/server/src/http", "ajv"];

const CIRCLE: readonly Import[] = [
  ["packages/ql/src", "./circle-1.ts"],
  ["packages/ql/src", "./circle-0.ts"],
];

/** The file that has each import. */
const FILES = new Map<Import, string>([
  ...[...REFUSED, ...ALLOWED, UNDECLARED].map((row, index) => [row, join(row[0], `${index}.ts`)] as const),
  ...CIRCLE.map((row, index) => [row, join(row[0], `circle-${index}.ts`)] as const),
]);

/** What the check goes by. */
const RULES = ["biome.json", ".gitignore", ...globSync("packages/*/package.json", { cwd: ROOT })];

/** The rules that the check says each file breaks, each of which imports one thing, in a folder with our rules. */
function lintAll(): ReadonlyMap<string, readonly string[]> {
  const files = [...FILES.values()];
  const folder = mkdtempSync(join(tmpdir(), "callmark-walls-"));
  try {
    for (const path of RULES) cpSync(join(ROOT, path), join(folder, path));
    for (const [[, imported], file] of FILES) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      const text = `import * as planted from "${imported}";\nexport const uses = planted;\n`;
      writeFileSync(join(folder, file), text);
    }
    const args = [BIOME, "lint", "--reporter=json", "--max-diagnostics=none", ...files];
    const { stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
    const { summary, diagnostics } = JSON.parse(stdout) as Report;
    expect(summary.unchanged).toBe(files.length);
    const broken = Map.groupBy(diagnostics, ({ location }) => location.path);
    return new Map([...broken].map(([file, all]) => [file, all.map(({ category }) => category)]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Report {
  readonly summary: { readonly unchanged: number };
  readonly diagnostics: readonly {
    readonly category: string;
    readonly location: { readonly path: string };
  }[];
}

let broken: ReadonlyMap<string, readonly string[]>;
beforeAll(() => {
  broken = lintAll();
}, 120_000);

const rulesOf = (row: Import) => broken.get(FILES.get(row) ?? "") ?? [];
const RULE = "lint/style/noRestrictedImports";

test.each(REFUSED.map((row) => [...row, row] as const))("%s may not import %s", (_room, _imported, row) => {
  expect(rulesOf(row)).toContain(RULE);
});

test.each(ALLOWED.map((row) => [...row, row] as const))("%s may import %s", (_room, _imported, row) => {
  expect(rulesOf(row)).not.toContain(RULE);
});

test("a package that is not declared is refused", () => {
  expect(rulesOf(UNDECLARED)).toContain("lint/correctness/noUndeclaredDependencies");
});

test("imports in a circle are refused", () => {
  for (const row of CIRCLE) expect(rulesOf(row)).toContain("lint/suspicious/noImportCycles");
});

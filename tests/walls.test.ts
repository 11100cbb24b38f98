import { spawnSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const BIOME = join(dirname(fileURLToPath(import.meta.resolve("@biomejs/biome/package.json"))), "bin/biome");

const planted = (name: string) => `planted-${process.pid}-${name}.ts`;

/** What the check says of new files in a room, each of which imports one thing. */
function lint(room: string, ...imported: readonly string[]): string {
  const files = imported.map((_, index) => join(ROOT, room, planted(`${index}`)));
  try {
    for (const [index, file] of files.entries()) {
      writeFileSync(file, `import * as planted from "${imported[index]}";\nexport const uses = planted;\n`);
    }
    const ran = spawnSync(process.execPath, [BIOME, "lint", ...files], { cwd: ROOT, encoding: "utf8" });
    return ran.stdout + ran.stderr;
  } finally {
    for (const file of files) rmSync(file, { force: true });
  }
}

const RULE = "lint/style/noRestrictedImports";

test.each([
  ["packages/ql/src", "@callmark/contract"],
  ["packages/ql/src", "node:fs"],
  ["packages/ql/src", "node:fs/promises"],
  ["packages/contract/src", "@callmark/ql"],
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
  ["packages/console/src/app", "@callmark/server"],
  ["packages/console/src/app", "@callmark/contract"],
  ["packages/console/src/features/caller-ids", "../../app/theme.ts"],
  ["packages/console/src/features/caller-ids", "@callmark/server"],
  ["packages/console/src/shared/ui", "../../features/caller-ids/chip.tsx"],
  ["packages/console/src/shared/ui", "../../app/theme.ts"],
  ["packages/console/src/shared/ui", "node:fs"],
])("%s may not import %s", (room, imported) => {
  expect(lint(room, imported)).toContain(RULE);
});

test.each([
  ["packages/client/src/operations", "../transport/request.ts"],
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
  ["packages/server/src/review", "../registry/reviews.ts"],
  ["packages/console/src/features/caller-ids", "@callmark/client"],
  ["packages/console/src/features/caller-ids", "../../shared/format/count.ts"],
  ["packages/console/src/app", "../features/caller-ids/departments.ts"],
])("%s may import %s", (room, imported) => {
  const said = lint(room, imported);
  expect(said).toContain("Checked 1 file");
  expect(said).not.toContain(RULE);
});

test("a package that is not declared is refused", () => {
  expect(lint("packages/server/src/http", "ajv")).toContain("lint/correctness/noUndeclaredDependencies");
});

test("imports in a circle are refused", () => {
  const said = lint("packages/ql/src", `./${planted("1")}`, `./${planted("0")}`);
  expect(said).toContain("lint/suspicious/noImportCycles");
});

import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the registries of the tests are kept. */
    readonly engine: "SQLite" | "PostgreSQL";
  }
}

const ON_POSTGRES = ["packages/server/src/store/postgres/**/*.test.ts", "tests/postgres/**/*.test.ts"];
/** What holds on every engine. */
const ON_BOTH = [
  "packages/server/src/store/store.test.ts",
  "packages/server/src/admin/moving.test.ts",
  "tests/http/**/*.test.ts",
  "tests/migrations/**/*.test.ts",
  "tests/nodes/**/*.test.ts",
  "tests/story/**/*.test.ts",
];

/** What HTTP and the process do, whatever keeps the registry. */
const NEVER_STORED = ["checker", "console", "documents", "running", "settings", "transport"].map(
  (name) => `tests/http/${name}.test.ts`,
);

export default defineConfig({
  test: {
    pool: "forks",
    // Tests wait for disks, clocks and browsers, so that one more than there are cores keeps these busy; the PostgreSQL
    // server of the tests has connections for four.
    maxWorkers: Math.min(4, availableParallelism() + 1),
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: "SQLite",
          provide: { engine: "SQLite" },
          include: ["packages/*/src/**/*.test.ts", "tests/**/*.test.ts"],
          exclude: ON_POSTGRES,
        },
      },
      {
        extends: true,
        test: {
          name: "PostgreSQL",
          provide: { engine: "PostgreSQL" },
          include: [...ON_BOTH, ...ON_POSTGRES],
          exclude: NEVER_STORED,
          globalSetup: "packages/server/test/postgres/setup.ts",
        },
      },
    ],
  },
});

import { expect, test } from "vitest";
import { callerIdOf, pageOf } from "../support/answer.ts";
import { newPlace } from "../support/place.ts";
import { openPlainDatabase } from "../support/plain-database.ts";
import { runProgram, startProgram } from "../support/program.ts";
import { freshNumber, newWorld, openRegistry } from "../support/world.ts";

const NODES = 5;

test("nodes that start at once on an empty database all come up, and serve one registry", {
  // As many programs start as a small machine has no cores for.
  timeout: 180_000,
}, async () => {
  await using place = await newPlace();
  const { databaseUrl } = place;
  const starting = Array.from({ length: NODES }, () => startProgram({ databaseUrl }));
  await using started = new AsyncDisposableStack();
  for (const node of await Promise.allSettled(starting)) {
    if (node.status === "fulfilled") started.use(node.value);
  }
  const nodes = await Promise.all(starting);
  await using store = await openRegistry(place);
  const { api } = await newWorld(nodes[0] ?? expect.fail(), store);
  const created = await Promise.all(
    nodes.map(async ({ url }) => callerIdOf(await api.at({ url }).create({ phoneNumber: freshNumber() }))),
  );
  for (const { url } of nodes) {
    // A cursor of any node is one of all: they have one root key.
    const first = pageOf(await api.at({ url }).list(`limit=${NODES - 1}`));
    const rest = await Promise.all(
      nodes.map(async (other) =>
        pageOf(await api.at(other).call({ target: first.pagination.next ?? expect.fail() })),
      ),
    );
    for (const { data, total } of rest) {
      const ids = [...first.data, ...data].map(({ id }) => id);
      expect(ids.sort()).toEqual(created.map(({ id }) => id).sort());
      expect(total).toBe(NODES);
    }
  }
  await using plain = await openPlainDatabase(place);
  expect(await plain.select("select count(*) from registry")).toEqual([[expect.toSatisfy(isOne)]]);
  const names = await plain.select("select name from kysely_migration order by name");
  expect(new Set(names.map(String)).size).toBe(names.length);
});

/** The driver makes a text of a count. */
const isOne = (count: unknown) => Number(count) === 1;

const REFUSED = "error: [^\\n]+ newer schema than this callmark knows \\(9999-later\\): run a newer one\\n";

test.each([
  ["serve", ["serve"], REFUSED],
  // The first worker says it, and the process that started it that there is none.
  ["serve --workers 2", ["serve", "--workers", "2"], `${REFUSED}error: A worker did not start[^\\n]+\\n`],
])(
  "a schema that is newer than the program stops `%s`, in one line, and stays as it is",
  async (_, args, said) => {
    await using place = await newPlace();
    await (await openRegistry(place))[Symbol.asyncDispose]();
    await using plain = await openPlainDatabase(place);
    await plain.exec("insert into kysely_migration values ('9999-later', '2030-01-01T00:00:00.000Z')");
    const before = await plain.contents();
    const { code, stdout, stderr } = await runProgram(args, {
      CALLMARK_DATABASE_URL: place.databaseUrl,
      CALLMARK_PORT: "0",
      CALLMARK_METRICS_PORT: "off",
    });
    expect(stdout).toBe("");
    expect(stderr).toMatch(new RegExp(`^${said}$`));
    expect(code).toBe(1);
    expect(await plain.contents()).toBe(before);
  },
);

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { beforeAll, expect, inject, test } from "vitest";
import { callerIdOf } from "../../support/answer.ts";
import { fetchToken } from "../../support/api.ts";
import { openPlainDatabase } from "../../support/plain-database.ts";
import { sharedProgram } from "../../support/program.ts";
import { write } from "../../support/resources.ts";
import { freshNumber, newWorld, sharedRegistry, type World } from "../../support/world.ts";

const program = sharedProgram();
const registry = sharedRegistry(program);
let world: World;
beforeAll(async () => {
  world = await newWorld(program(), registry());
});

test("the database knows who created and who changed a resource", async () => {
  const { api, account } = world;
  const phoneNumber = freshNumber();
  const [written = ""] = await write(registry(), api, [{ details: { phoneNumber } }]);
  await api.update(written, "*", { phoneNumber });
  const { id } = callerIdOf(await api.create({ phoneNumber: freshNumber() }));
  await using database = await openPlainDatabase(program());
  const writers = "select created_by, updated_by from caller_ids where id like ?";
  expect(await database.select(writers, `%${written}`)).toEqual([["tests", account.clientId]]);
  expect(await database.select(writers, `%${id}`)).toEqual([[account.clientId, account.clientId]]);
});

test("of secrets and tokens the database has the SHA-256 alone", async () => {
  const { clientId, secret } = world.account;
  const token = await fetchToken(program().url, clientId, secret);
  const hashOf = (text: string) => createHash("sha256").update(text).digest("base64url");
  await using database = await openPlainDatabase(program());
  expect(await database.select("select secret_hash from accounts where client_id = ?", clientId)).toEqual([
    [hashOf(secret)],
  ]);
  expect(await database.select("select client_id from tokens where hash = ?", hashOf(token))).toEqual([
    [clientId],
  ]);
  const contents = await database.contents();
  expect(contents).toContain(hashOf(token));
  expect([contents.includes(token), contents.includes(secret)]).toEqual([false, false]);
});

// The files of a server are not the registry's alone.
test.runIf(inject("engine") === "SQLite")("nor has its file, or what is written ahead of it", async () => {
  const { clientId, secret } = world.account;
  const token = await fetchToken(program().url, clientId, secret);
  const file = program().databaseUrl.slice("file:".length);
  const bytes = [file, `${file}-wal`].map((path) => readFileSync(path, "latin1")).join("");
  expect(bytes).toContain(createHash("sha256").update(token).digest("base64url"));
  expect([bytes.includes(token), bytes.includes(secret)]).toEqual([false, false]);
});

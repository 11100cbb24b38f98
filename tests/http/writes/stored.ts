import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import Database from "better-sqlite3";
import { beforeAll, expect, test } from "vitest";
import { callerIdOf } from "../../support/answer.ts";
import { fetchToken } from "../../support/api.ts";
import { sharedProgram } from "../../support/program.ts";
import { write } from "../../support/resources.ts";
import { freshNumber, newWorld, sharedRegistry, type World } from "../../support/world.ts";

const program = sharedProgram();
const registry = sharedRegistry(program);
let world: World;
beforeAll(async () => {
  world = await newWorld(program(), registry());
});

const file = () => program().databaseUrl.slice("file:".length);

function select(sql: string, ...values: readonly string[]): unknown[] {
  const database = new Database(file(), { readonly: true });
  try {
    return database.prepare(sql).raw().all(values);
  } finally {
    database.close();
  }
}

test("the database knows who created and who changed a resource", async () => {
  const { api, account } = world;
  const phoneNumber = freshNumber();
  const [written = ""] = await write(registry(), api, [{ details: { phoneNumber } }]);
  await api.update(written, "*", { phoneNumber });
  const { id } = callerIdOf(await api.create({ phoneNumber: freshNumber() }));
  const writers = "select created_by, updated_by from caller_ids where id like ?";
  expect(select(writers, `%${written}`)).toEqual([["tests", account.clientId]]);
  expect(select(writers, `%${id}`)).toEqual([[account.clientId, account.clientId]]);
});

test("of secrets and tokens the database has the SHA-256 alone", async () => {
  const { clientId, secret } = world.account;
  const token = await fetchToken(program().url, clientId, secret);
  const hashOf = (text: string) => createHash("sha256").update(text).digest("base64url");
  expect(select("select secret_hash from accounts where client_id = ?", clientId)).toEqual([
    [hashOf(secret)],
  ]);
  expect(select("select client_id from tokens where hash = ?", hashOf(token))).toEqual([[clientId]]);
  const bytes = [file(), `${file()}-wal`].map((path) => readFileSync(path, "latin1")).join("");
  expect(bytes).toContain(hashOf(token));
  expect([bytes.includes(token), bytes.includes(secret)]).toEqual([false, false]);
});

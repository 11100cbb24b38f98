import Database from "better-sqlite3";
import { plainSqliteCounts } from "../../../packages/server/test/plain-counts.ts";
import type { Program } from "../../support/program.ts";

/** The file that a program keeps its registry in. */
export function fileOf({ databaseUrl }: Pick<Program, "databaseUrl">): string {
  return databaseUrl.slice("file:".length);
}

/** A connection of its own to a registry's file, with nothing of the store's. */
export function openPlain(file: string, options: Database.Options = {}): Database.Database & Disposable {
  const database = new Database(file, options);
  return Object.assign(database, { [Symbol.dispose]: () => void database.close() });
}

const UNHELD = `
  select id as wrong from caller_ids where deleted = 0 and state in ('SUBMITTED', 'PROCESSING', 'PUBLISHED')
    and not exists (select 1 from numbers where numbers.phone_number = caller_ids.phone_number)
  union all
  select phone_number from numbers
    where not exists (select 1 from caller_ids where deleted = 0 and id = numbers.caller_id)`;

/** What is wrong with a registry's file: as SQLite sees it, and as the store keeps its counts and its numbers. */
export function faultsOfFile(file: string): string[] {
  using database = openPlain(file, { readonly: true });
  const check = database.pragma("integrity_check", { simple: true });
  const miscounted = plainSqliteCounts(file).filter(({ rows, counted }) => rows !== counted);
  return [
    ...(check === "ok" ? [] : [`integrity_check says ${check}`]),
    ...(database.pragma("foreign_key_check") as unknown[]).map(
      (row) => `foreign key: ${JSON.stringify(row)}`,
    ),
    ...miscounted.map((count) => `miscounted: ${JSON.stringify(count)}`),
    ...database
      .prepare<[], string>(UNHELD)
      .pluck()
      .all()
      .map((wrong) => `held wrongly: ${wrong}`),
  ];
}

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CallerId } from "@callmark/client";
import { onTestFinished } from "vitest";
import type { Store } from "../../packages/server/src/registry/store.ts";
import { sortKey } from "../../packages/server/src/store/schema.ts";
import { type Ended, start } from "../cli/support.ts";
import { all, newPlace, type Place } from "../client/support.ts";
import { openPlainDatabase } from "../support/plain-database.ts";
import type { Program } from "../support/program.ts";
import { freshNumber } from "../support/world.ts";

export const CUSTOMERS = "department.general.support.customer_service";
export const CENTER = "department.general.support.service_center";

/** A number and a department, as a file has them. */
export type Row = readonly [phoneNumber: string, department?: string];

/** A person's machine: a folder, an account of a new brand, and the command line. */
export interface Desk {
  readonly place: Place;
  readonly folder: string;
  /** The environment that makes the command line this account's. */
  readonly settings: Readonly<Record<string, string>>;
  /** Runs `callmark`, on what stands before the program where it is named. */
  run(args: readonly string[], more?: More): Promise<Ended>;
  start(args: readonly string[], more?: More): ReturnType<typeof start>;
  /** What a command prints with `--json`, which must end with this code. */
  json<Result>(args: readonly string[], code?: number): Promise<Result>;
  write(name: string, text: string): string;
  read(name: string): string;
  path(name: string): string;
  /** Number and department of all that the brand has, in the order of the numbers. */
  has(): Promise<Row[]>;
  callerIds(): Promise<CallerId[]>;
}

export interface More {
  readonly url?: string;
  readonly stdin?: string;
}

export async function newDesk(program: Pick<Program, "url">, store: Store): Promise<Desk> {
  const place = await newPlace(program, store);
  const folder = mkdtempSync(join(tmpdir(), "callmark-sync-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const { orgId, brandId, client, world } = place;
  const path = (name: string) => join(folder, name);
  const settings = {
    CALLMARK_CONFIG: path("config"),
    CALLMARK_STATE: path("state"),
    CALLMARK_BASE_URL: program.url,
    CALLMARK_ORG: orgId,
    CALLMARK_BRAND: brandId,
    CALLMARK_CLIENT_ID: world.account.clientId,
    CALLMARK_CLIENT_SECRET: world.account.secret,
  };
  const begin = (args: readonly string[], { url = program.url, stdin }: More = {}) =>
    start(args, {
      cwd: folder,
      settings: { ...settings, CALLMARK_BASE_URL: url },
      ...(stdin !== undefined && { stdin }),
    });
  const callerIds = () => all(client.callerIds({ orgId, brandId }).list({ limit: 1_000 }));
  return {
    place,
    folder,
    settings,
    path,
    start: begin,
    run: (args, more) => begin(args, more).ended,
    async json<Result>(args: readonly string[], code = 0) {
      const ended = await begin([...args, "--json"]).ended;
      if (ended.code !== code)
        throw new Error(`${args.join(" ")}: ${ended.code}\n${ended.stderr}${ended.stdout}`);
      return JSON.parse(ended.stdout) as Result;
    },
    write(name, text) {
      writeFileSync(path(name), text);
      return name;
    },
    read: (name) => readFileSync(path(name), "utf8"),
    callerIds,
    async has() {
      const rows = (await callerIds()).map(
        ({ callerIdDetails: { phoneNumber, department } }): Row =>
          department === undefined ? [phoneNumber] : [phoneNumber, department],
      );
      return rows.sort(byNumber);
    },
  };
}

export const byNumber = ([a]: Row, [b]: Row): number => a.localeCompare(b);

/** A file with these rows. */
export function csvOf(rows: readonly Row[]): string {
  return [
    "phoneNumber,department",
    ...rows.map(([number, department = ""]) => `${number},${department}`),
    "",
  ].join("\n");
}

/** So many numbers that no brand has. */
export function rowsOf(
  count: number,
  department: (at: number) => string | undefined = () => undefined,
): Row[] {
  return Array.from({ length: count }, (_, at) => {
    const some = department(at);
    return some === undefined ? [freshNumber()] : [freshNumber(), some];
  });
}

/** What `--json` says of a plan, as far as tests look. */
export interface PlanResult {
  readonly counts: Readonly<Record<"create" | "update" | "delete" | "leave", number>>;
  readonly remote: number;
  readonly requests: number;
  readonly seconds?: number;
}

/** What `--json` says of an apply. */
export interface ApplyResult {
  readonly id: string | null;
  readonly done: Readonly<Record<"create" | "update" | "delete", number>>;
  readonly found: number;
  readonly refused: number;
  readonly rejected: string | null;
}

/**
 * How often each caller ID of a brand was written, by the server's own books: its id, and a row of the outbox for its
 * creation, for each update and for its deletion.
 */
export async function writesOf(
  program: Pick<Program, "databaseUrl">,
  { brandId }: Place,
): Promise<Map<string, number>> {
  await using database = await openPlainDatabase(program as Program);
  const sql = "select resource_id, count(*) from events where brand_id = ? group by resource_id";
  const rows = await database.select(sql, sortKey(brandId));
  return new Map(rows.map(([id, count]) => [String(id), Number(count)]));
}

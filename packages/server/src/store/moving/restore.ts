import { Compile } from "typebox/compile";
import type { BulkTransaction } from "../bulk.ts";
import { SCHEMA_VERSION } from "../migrations/index.ts";
import { FORMAT, type Footer, Header, type Rows } from "./frame.ts";
import { Intakes, type OnProgress } from "./intake.ts";
import { type DumpLine, expectShape, nameOf, parse, WrongLine } from "./lines.ts";

export interface Restored {
  /** How many rows of each part were written. */
  readonly rows: Rows;
  /** The accounts that nobody can sign in with before they have a new secret. */
  readonly accountsWithoutSecret: readonly string[];
}

export interface RestoreOptions {
  readonly onProgress?: OnProgress;
}

/** The registry has organizations: a restore would mix two registries. */
export class NotEmpty extends Error {
  override readonly name = "NotEmpty";
}

/**
 * Writes a dump into a registry that has no organizations, with the counts and the numbers that follow from it.
 * Throws `NotEmpty`, or `WrongLine` at the first line that is not as a dump has it; then the transaction must not be
 * committed.
 */
export async function restore(
  tx: BulkTransaction,
  lines: AsyncIterable<DumpLine>,
  { onProgress }: RestoreOptions = {},
): Promise<Restored> {
  const { access } = tx.dialect.statements;
  await tx.holdOrgs();
  if (await tx.get(access.anyOrg, { one: 1 })) throw new NotEmpty("The registry has organizations already");
  const { rows, waived } = await readAll(tx, lines, onProgress);
  if (waived) await tx.run(access.setWaived, { waived: 1 });
  // Whoever serves the registry knows of no account that is there now.
  await tx.run(access.raiseRevision, { one: 1 });
  const accountsWithoutSecret = await tx.column<string>(access.listAccountsWithoutSecret, {});
  return { rows, accountsWithoutSecret };
}

async function readAll(
  tx: BulkTransaction,
  lines: AsyncIterable<DumpLine>,
  onProgress: OnProgress | undefined,
): Promise<{ readonly rows: Rows; readonly waived: boolean }> {
  let intakes: Intakes | undefined;
  let waived = false;
  let end: Footer["end"] | undefined;
  let last = 0;
  for await (const line of lines) {
    const { number } = line;
    const value = parse(line);
    last = number;
    if (end !== undefined) throw new WrongLine(number, "expected nothing more behind the dump's last line");
    if (intakes === undefined) {
      const header = readHeader(number, value);
      waived = header.waived;
      intakes = new Intakes(tx, header, onProgress);
    } else if (nameOf(value) === "end") end = await intakes.end(number, value);
    else await intakes.take(number, value);
  }
  if (end === undefined) {
    throw new WrongLine(last + 1, `expected ${last === 0 ? "a dump" : "more: the dump is cut off"}`);
  }
  return { rows: end, waived };
}

const checkHeader = Compile(Header);

function readHeader(number: number, value: unknown): Header["callmark"] {
  expectShape(number, checkHeader, value);
  const { callmark } = value as Header;
  if (callmark.format !== FORMAT) {
    throw new WrongLine(number, `expected a dump of format ${FORMAT}, not ${callmark.format}`);
  }
  if (callmark.schema !== SCHEMA_VERSION) {
    throw new WrongLine(
      number,
      `expected a dump of schema ${SCHEMA_VERSION}, not ${callmark.schema}: ` +
        "restore it with the callmark that wrote it; a newer one then brings the registry to its own schema",
    );
  }
  return callmark;
}

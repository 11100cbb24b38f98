import type { Readable } from "node:stream";
import type { CallerIdDetails } from "@callmark/contract";
import { BY_IMPORT } from "../../registry/actors.ts";
import {
  CALLER_ID_RULES,
  type CallerIdPolicy,
  type CallerIdRequirements,
} from "../../registry/caller-id-rules.ts";
import { callerIds as kind } from "../../registry/caller-ids.ts";
import { type Finding, hasViolation, messageOf, violationsOf } from "../../registry/rules.ts";
import { OutcomeUnknown, StoreUnavailable } from "../../registry/store.ts";
import { addMany, beginFilling, endFilling, type Filling, judgeMany } from "../../store/add-many.ts";
import type { Bulk, BulkTransaction } from "../../store/bulk.ts";
import { findBrand } from "../../store/operations/access.ts";
import { UniqueViolation } from "../../store/transaction.ts";
import { noBrand } from "../brands.ts";
import { AdminError, checkedId } from "../error.ts";
import { bytesOf } from "../source.ts";
import { readCsv } from "./csv.ts";
import type { LineError, ReadLine } from "./line.ts";
import { readNdjson } from "./ndjson.ts";

/** How many lines are judged and written together; in one transaction where invalid ones are skipped. */
const BATCH = 10_000;

export type ImportFormat = "csv" | "ndjson";

export interface RefusedLine {
  readonly line: number;
  readonly errors: readonly LineError[];
}

export interface ImportInput {
  readonly brand: string;
  /** A file, or where the lines come from otherwise. */
  readonly from: string | Readable;
  readonly format: ImportFormat;
  /** Leave out lines that are refused; otherwise one of them means that nothing is imported. */
  readonly skipInvalid: boolean;
  readonly policy: CallerIdPolicy;
  /** What a caller ID requires of its brand, in a registry that is older than the details of brands or not. */
  readonly requirements: (isWaived: boolean) => CallerIdRequirements;
  /** How many caller IDs the brand may have. */
  readonly maximum: number;
  readonly now: number;
  readonly signal?: AbortSignal;
  /** Told of each line that is refused, in their order. */
  readonly onRefused?: (refused: RefusedLine) => Promise<void> | void;
  /** Told after each batch how many lines are through, and how many bytes of the file. */
  readonly onProgress?: (lines: number, bytes: number) => void;
}

export interface Imported {
  readonly orgId: string;
  readonly brandId: string;
  readonly lines: number;
  readonly imported: number;
  readonly refused: number;
  /** The signal came first: what was imported before stays. */
  readonly interrupted: boolean;
}

/**
 * Adds the caller IDs of a file to a brand, each judged as a create is: all of them or none, in one transaction; or,
 * where invalid ones are skipped, all others, batch by batch. Throws `AdminError`.
 */
export async function importCallerIds(bulk: Bulk, input: ImportInput): Promise<Imported> {
  return await new Import(bulk, input).run();
}

/** A line that may be imported, as far as the file tells. */
interface Candidate {
  readonly line: number;
  readonly details: CallerIdDetails;
}

/** A line of the file is refused, so that nothing is imported. */
class Refused extends Error {}

class Import {
  readonly #bulk: Bulk;
  readonly #input: ImportInput;
  readonly #brandId: string;
  /** The lines of the numbers that are imported: not more than the brand may have, and a batch. */
  readonly #lineOf = new Map<string, number>();
  #lines = 0;
  #bytes = 0;
  #imported = 0;
  #refused = 0;

  constructor(bulk: Bulk, input: ImportInput) {
    this.#bulk = bulk;
    this.#input = input;
    this.#brandId = checkedId("Brand", input.brand);
  }

  async run(): Promise<Imported> {
    const { skipInvalid, signal } = this.#input;
    const brandId = this.#brandId;
    const brand = await this.#bulk.read((tx) => findBrand(tx, { brandId }));
    if (brand === undefined) throw noBrand(brandId);
    let interrupted = false;
    try {
      await (skipInvalid ? this.#batchByBatch() : this.#allOrNothing());
    } catch (error) {
      interrupted = skipInvalid && signal?.aborted === true;
      if (!interrupted) throw this.#explained(error);
    }
    return {
      orgId: brand.orgId,
      brandId,
      lines: this.#lines,
      imported: this.#imported,
      refused: this.#refused,
      interrupted,
    };
  }

  async #allOrNothing(): Promise<void> {
    let added = 0;
    const batches = this.#batches();
    // Others may write for as long as a small file, or a slow one, is being read.
    let next = await batches.next();
    try {
      await this.#bulk.write(async (tx) => {
        const filling = await this.#begin(tx);
        for (; next.done !== true; next = await batches.next()) {
          added += await this.#take(tx, filling, next.value, added);
        }
        if (this.#refused > 0) throw new Refused();
        await endFilling(tx, filling, added);
      });
      this.#imported = added;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
    }
  }

  async #batchByBatch(): Promise<void> {
    for await (const batch of this.#batches()) {
      this.#imported += await this.#bulk.write(async (tx) => {
        const filling = await this.#begin(tx);
        const added = await this.#take(tx, filling, batch, 0);
        await endFilling(tx, filling, added);
        return added;
      });
    }
  }

  async #begin(tx: BulkTransaction): Promise<Filling> {
    const filling = await beginFilling(tx, "callerId", this.#brandId);
    if (filling === undefined) throw noBrand(this.#brandId);
    return filling;
  }

  async *#batches(): AsyncGenerator<ReadLine[]> {
    const { from, format, signal, onProgress } = this.#input;
    const read = format === "csv" ? readCsv : readNdjson;
    let batch: ReadLine[] = [];
    for await (const line of read(this.#counted(bytesOf(from, signal)))) {
      batch.push(line);
      if (batch.length < BATCH) continue;
      yield batch;
      onProgress?.(this.#lines, this.#bytes);
      batch = [];
    }
    if (batch.length > 0) yield batch;
    onProgress?.(this.#lines, this.#bytes);
  }

  async *#counted(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of bytes) {
      this.#bytes += chunk.length;
      yield chunk;
    }
  }

  /** Judges a batch, and adds what is accepted; gives back how many. `added`: by this transaction before. */
  async #take(
    tx: BulkTransaction,
    filling: Filling,
    batch: readonly ReadLine[],
    added: number,
  ): Promise<number> {
    const { maximum, skipInvalid, now, requirements } = this.#input;
    const errors = new Map<number, readonly LineError[]>();
    const candidates: Candidate[] = [];
    for (const one of batch) {
      const judged = this.#judge(one);
      if ("details" in judged) candidates.push(judged);
      else errors.set(one.line, judged.errors);
    }
    const all = candidates.map(({ details }) => details);
    const required = requirements(filling.isWaived);
    const findings = await judgeMany(tx, filling, all, maximum - filling.live - added, required);
    const accepted = candidates.filter(({ line, details }, index) => {
      const against = findings[index] ?? [];
      if (!hasViolation(against)) return true;
      errors.set(line, errorsOf(against));
      this.#lineOf.delete(details.phoneNumber);
      return false;
    });
    this.#lines += batch.length;
    for (const { line } of batch) await this.#refuse(line, errors.get(line));
    if (skipInvalid || this.#refused === 0) {
      await addMany(tx, filling, { by: BY_IMPORT, now, all: accepted.map(({ details }) => details) });
    }
    return accepted.length;
  }

  /** What a line says of itself, and against those before it. */
  #judge(read: ReadLine): Candidate | { readonly errors: readonly LineError[] } {
    if ("errors" in read) return read;
    const { line } = read;
    const submitted = kind.arrange(read.submitted);
    const findings = kind.judge(submitted, this.#input.policy);
    if (hasViolation(findings)) return { errors: errorsOf(findings) };
    // A number is there, or a rule would have said so.
    const details = submitted as CallerIdDetails;
    const before = this.#lineOf.get(details.phoneNumber);
    if (before !== undefined) {
      const { code } = CALLER_ID_RULES.phoneNumberIsMatched;
      return { errors: [{ code, message: `Line ${before} has '${details.phoneNumber}' already` }] };
    }
    this.#lineOf.set(details.phoneNumber, line);
    return { line, details };
  }

  async #refuse(line: number, errors: readonly LineError[] | undefined): Promise<void> {
    if (errors === undefined) return;
    this.#refused += 1;
    await this.#input.onRefused?.({ line, errors });
  }

  /** The same error, with what there is of the import, where the database failed or others were faster. */
  #explained(error: unknown): unknown {
    const { skipInvalid } = this.#input;
    const left = skipInvalid ? `${this.#imported} caller IDs were imported before` : "nothing was imported";
    if (error instanceof StoreUnavailable) {
      return new AdminError("failed", `The database is busy, full or away: ${error.message}; ${left}`);
    }
    if (error instanceof UniqueViolation) {
      return new AdminError("failed", `Somebody else took a number of the file at the same time; ${left}`);
    }
    if (!(error instanceof OutcomeUnknown)) return error;
    const whole = skipInvalid ? `the batch before line ${this.#lines + 1}` : "all";
    return new AdminError(
      "failed",
      `${error.message}; ${whole} may have been imported, or nothing of it; ${left}`,
    );
  }
}

function errorsOf(findings: readonly Finding[]): LineError[] {
  return violationsOf(findings).map((finding) => ({ code: finding.rule.code, message: messageOf(finding) }));
}

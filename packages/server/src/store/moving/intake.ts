import { LRUCache } from "lru-cache";
import type { TSchema } from "typebox";
import { Compile, type Validator } from "typebox/compile";
import type { BulkTransaction } from "../bulk.ts";
import { UniqueViolation } from "../transaction.ts";
import { Footer, type Header, type Rows } from "./frame.ts";
import { expectShape, nameOf, WrongLine } from "./lines.ts";
import { type Key, type Part, Unexpected } from "./part.ts";
import { partsOf } from "./parts.ts";

/** How many rows are written at once, where a part does not say otherwise. */
const BATCH = 1_000;
/** How many parents are remembered to be there. */
const PARENTS_KEPT = 10_000;

const checkFooter = Compile(Footer);

/** Told after each batch how many rows are written, of how many. */
export type OnProgress = (done: number, total: number) => void;

/** Takes in a dump's rows, part after part. */
export class Intakes {
  readonly #tx: BulkTransaction;
  readonly #total: number;
  readonly #onProgress: OnProgress | undefined;
  readonly #all: readonly Intake[];
  #current = 0;
  #done = 0;

  constructor(
    tx: BulkTransaction,
    { secrets, rows }: Header["callmark"],
    onProgress: OnProgress | undefined,
  ) {
    this.#tx = tx;
    this.#total = rows;
    this.#onProgress = onProgress;
    this.#all = partsOf(secrets).map((part) => new Intake(part, part.shape(secrets)));
  }

  async take(number: number, value: unknown): Promise<void> {
    const name = nameOf(value);
    const at = this.#all.findIndex(({ part }) => part.name === name);
    const intake = this.#all[at];
    if (intake === undefined || at < this.#current) {
      const names = this.#all.slice(this.#current).map(({ part }) => part.name);
      throw new WrongLine(number, `expected one of ${[...names, "end"].join(", ")}, not ${name ?? "this"}`);
    }
    if (at > this.#current) await this.#flush();
    this.#current = at;
    const waiting = await intake.take(this.#tx, number, value);
    if (waiting === (intake.part.atOnce ?? BATCH)) await this.#flush();
  }

  /** Writes what is left, and holds what the last line says against what there was. */
  async end(number: number, value: unknown): Promise<Rows> {
    expectShape(number, checkFooter, value);
    await this.#flush();
    const { end } = value as Footer;
    const counted = Object.fromEntries(this.#all.map(({ part, rows }) => [part.name, rows]));
    const said =
      Object.keys(end).length === this.#all.length &&
      this.#all.every(({ part, rows }) => end[part.name] === rows);
    if (!said || this.#done !== this.#total) {
      throw new WrongLine(
        number,
        `expected the counts of the lines before it, which are ${JSON.stringify(counted)}`,
      );
    }
    return counted;
  }

  async #flush(): Promise<void> {
    this.#done += (await this.#all[this.#current]?.flush(this.#tx)) ?? 0;
    this.#onProgress?.(this.#done, this.#total);
  }
}

/** Takes in the rows of one part, in the order of their keys. */
class Intake {
  readonly part: Part;
  /** How many there were so far. */
  rows = 0;
  readonly #shape: Validator;
  readonly #parents = new LRUCache<string, true>({ max: PARENTS_KEPT });
  #batch: { readonly number: number; readonly added: unknown }[] = [];
  #last: Key;

  constructor(part: Part, shape: TSchema) {
    this.part = part;
    this.#shape = Compile(shape);
    this.#last = part.start;
  }

  /** Gives back how many are waiting to be written. */
  async take(tx: BulkTransaction, number: number, value: unknown): Promise<number> {
    expectShape(number, this.#shape, value);
    const added = this.#read(number, value);
    const key = this.part.keyOf(added);
    if (!isBefore(this.#last, key)) {
      throw new WrongLine(
        number,
        `expected a ${this.part.name} whose key comes after that of the one before`,
      );
    }
    this.#last = key;
    await this.#expectParent(tx, number, added);
    this.rows += 1;
    return this.#batch.push({ number, added });
  }

  /** Writes what is waiting; gives back how many. */
  async flush(tx: BulkTransaction): Promise<number> {
    const batch = this.#batch;
    this.#batch = [];
    if (batch.length === 0) return 0;
    try {
      await tx.apart(() =>
        this.part.write(
          tx,
          batch.map(({ added }) => added),
        ),
      );
    } catch (error) {
      if (!(error instanceof UniqueViolation)) throw error;
      await this.#findOffender(tx, batch);
    }
    return batch.length;
  }

  #read(number: number, value: unknown): unknown {
    try {
      return this.part.read(value);
    } catch (error) {
      if (error instanceof Unexpected) throw new WrongLine(number, `expected ${error.message}`);
      throw error;
    }
  }

  async #expectParent(tx: BulkTransaction, number: number, added: unknown): Promise<void> {
    const { parent, name } = this.part;
    if (parent === undefined) return;
    const key = parent.key(added);
    if (this.#parents.has(key)) return;
    if (!(await parent.isThere(tx, added))) {
      throw new WrongLine(
        number,
        `expected the ${parent.what} that the ${name} belongs to among the lines before`,
      );
    }
    this.#parents.set(key, true);
  }

  /** Throws `WrongLine` for the first row that what is there does not allow. */
  async #findOffender(
    tx: BulkTransaction,
    batch: readonly { number: number; added: unknown }[],
  ): Promise<void> {
    for (const { number, added } of batch) {
      try {
        await tx.apart(() => this.part.write(tx, [added]));
      } catch (error) {
        if (!(error instanceof UniqueViolation)) throw error;
        throw new WrongLine(
          number,
          `expected ${this.part.unique ?? "a key"} that no ${this.part.name} before has`,
        );
      }
    }
  }
}

function isBefore(one: Key, other: Key): boolean {
  for (const [index, value] of one.entries()) {
    const against = other[index] ?? "";
    if (value !== against) return value < against;
  }
  return false;
}

import { type AccessChanged, type NoParent, QueryTooExpensive, type Request } from "../../registry/store.ts";
import type { Input, Output } from "../operations/index.ts";
import type { ReplicaChanged } from "../options.ts";
import { isRace, wordsOf } from "./errors.ts";
import type { Reader } from "./reader.ts";

/** How long a replica that has failed is left alone before it is asked again, in milliseconds. */
const REST = 2_000;

/** What may be some moments behind, since it decides nothing. */
type Lent = "list" | "get";

/**
 * Reads that a replica answers, after the primary has said that they may be. While the replica fails the primary
 * answers them itself (docs/decisions/0009-postgresql.md).
 */
export class Replica {
  readonly #primary: Reader;
  readonly #reader: Reader;
  readonly #changed: ReplicaChanged | undefined;
  /** Why it is not asked. */
  #failure: string | undefined = "It was not asked yet";
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(primary: Reader, reader: Reader, changed: ReplicaChanged | undefined) {
    this.#primary = primary;
    this.#reader = reader;
    this.#changed = changed;
  }

  async read<Name extends Lent>(
    name: Name,
    input: Input<Name> & Request,
  ): Promise<Output<Name> | AccessChanged | NoParent> {
    // What is shared with a partner may have ended since.
    const isShared = input.partnerId !== undefined || "view" in input;
    if (this.#failure !== undefined || isShared) return this.#primary.read(name, input);
    const [admission, output] = await Promise.all([
      this.#primary.read("probe", input),
      this.#readOrFallBack(name, input),
    ]);
    return admission.outcome === "present" ? output : admission;
  }

  /** Asks the replica whether it is one of this registry, and where it does not answer, again later. */
  async look(): Promise<void> {
    const failure = await this.#inspect();
    if (this.#isClosed) return;
    this.#found(failure);
    if (failure !== undefined) this.#lookLater();
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }

  async #readOrFallBack<Name extends Lent>(name: Name, input: Input<Name>): Promise<Output<Name>> {
    try {
      return await this.#reader.read(name, input);
    } catch (error) {
      // What is too much for the replica is so for the primary.
      if (error instanceof QueryTooExpensive) throw error;
      // A query in the way of what is replayed says nothing of the next one.
      if (!isRace(error)) this.#leave(wordsOf(error));
      return this.#primary.read(name, input);
    }
  }

  #leave(failure: string): void {
    if (this.#failure === undefined) this.#lookLater();
    this.#found(failure);
  }

  #lookLater(): void {
    if (!this.#isClosed) this.#timer = setTimeout(() => this.look(), REST).unref();
  }

  async #inspect(): Promise<string | undefined> {
    try {
      const [own, of] = await Promise.all([
        this.#reader.read("rootKey", undefined),
        this.#primary.read("rootKey", undefined),
      ]);
      return own === of ? undefined : "It is no replica of this registry";
    } catch (error) {
      return wordsOf(error);
    }
  }

  #found(failure: string | undefined): void {
    if (failure !== this.#failure) this.#changed?.(failure);
    this.#failure = failure;
  }
}

/**
 * A map that may forget what was not set for a time, and so holds no more than was set within twice that time. Whoever
 * reads it must find the same in what is forgotten as in what is that old.
 */
export class Recent<Value> {
  readonly #kept: number;
  #turned = Number.NEGATIVE_INFINITY;
  #newer = new Map<string, Value>();
  #older = new Map<string, Value>();

  /** @param kept how long a value is kept at the least, in milliseconds */
  constructor(kept: number) {
    this.#kept = kept;
  }

  /** @param now milliseconds of a clock that never goes back, as for `set` */
  get(key: string, now: number): Value | undefined {
    this.#turn(now);
    return this.#newer.get(key) ?? this.#older.get(key);
  }

  set(key: string, value: Value, now: number): void {
    this.#turn(now);
    this.#newer.set(key, value);
  }

  /** How many values it holds. */
  get size(): number {
    return this.#newer.size + this.#older.size;
  }

  #turn(now: number): void {
    const age = now - this.#turned;
    if (age < this.#kept) return;
    this.#older = age < 2 * this.#kept ? this.#newer : new Map();
    this.#newer = new Map();
    this.#turned = now;
  }
}

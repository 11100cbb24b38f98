import { LRUCache } from "lru-cache";

/** How often a cache was asked for what it had, and for what it had not. */
export interface CacheUse {
  readonly hits: number;
  readonly misses: number;
}

export interface CacheLimits {
  readonly entries: number;
  /** Characters of all keys together, where keys may be long. */
  readonly characters?: number;
}

/** What was read before, by a text; what was used longest ago goes first. */
export class Cache<Value extends object> implements CacheUse {
  readonly #kept: LRUCache<string, Value>;
  hits = 0;
  misses = 0;

  constructor({ entries, characters }: CacheLimits) {
    this.#kept = new LRUCache<string, Value>({
      max: entries,
      ...(characters !== undefined && { maxSize: characters, sizeCalculation: (_, key) => key.length }),
    });
  }

  get(key: string): Value | undefined {
    const value = this.#kept.get(key);
    if (value === undefined) this.misses += 1;
    else this.hits += 1;
    return value;
  }

  set(key: string, value: Value): void {
    this.#kept.set(key, value);
  }

  delete(key: string): void {
    this.#kept.delete(key);
  }
}

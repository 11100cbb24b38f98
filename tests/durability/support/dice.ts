import { hash, randomInt } from "node:crypto";
import { type Random, seededRandom } from "../../../packages/server/src/admin/random.ts";

/** What a random test is decided by: `SEED=… npm test` repeats a run. Says so on the standard output. */
export function seedOf(test: string): string {
  const seed = process.env.SEED ?? String(randomInt(2 ** 32));
  console.log(`${test}: SEED=${seed}`);
  return seed;
}

/** Choices that a seed decides. */
export class Dice {
  readonly #random: Random;

  constructor(seed: string) {
    this.#random = seededRandom(hash("sha256", seed, "buffer").subarray(0, 16));
  }

  /** A whole number from 0 up to, not including, `limit`. */
  below(limit: number): number {
    return Math.floor(this.#random.fraction() * limit);
  }

  /** A whole number between the two, both included. */
  between(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  /** True in this share of all cases. */
  chance(share: number): boolean {
    return this.#random.fraction() < share;
  }

  pick<One>(from: readonly [One, ...One[]]): One {
    return from[this.below(from.length)] ?? from[0];
  }

  /** One of a list that may be empty. */
  find<One>(from: readonly One[]): One | undefined {
    return from[this.below(from.length)];
  }

  bytes(count: number): Buffer {
    return this.#random.bytes(count);
  }
}

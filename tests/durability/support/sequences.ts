import type { CallerId } from "../../support/answer.ts";
import { callerIdOf } from "../../support/answer.ts";
import type { Api } from "../../support/api.ts";
import { freshNumber } from "../../support/world.ts";

/** The etag that a write gave a resource. */
interface Step {
  readonly id: string;
  readonly etag: string;
}

/** Writes of one writer, each acknowledged before the next is asked for. */
export class Sequence {
  readonly #steps: Step[] = [];

  get acknowledged(): number {
    return this.#steps.length;
  }

  /** Creates a caller ID and updates it, again and again. */
  async writeWhile(api: Api, goesOn: () => boolean): Promise<void> {
    while (goesOn()) {
      const { id, etag, callerIdDetails } = await this.#noted(api.create({ phoneNumber: freshNumber() }));
      if (goesOn()) await this.#noted(api.update(id, etag, callerIdDetails));
    }
  }

  /** How many of the writes a state has, where it has these and no later one; `undefined` where it has a gap. */
  lengthIn(state: ReadonlyMap<string, string>): number | undefined {
    const length = this.#steps.findLastIndex(({ id, etag }) => state.get(id) === etag) + 1;
    const expected = new Map(this.#steps.slice(0, length).map(({ id, etag }) => [id, etag]));
    const ids = new Set(this.#steps.map(({ id }) => id));
    const isSame = [...ids].every((id) => state.get(id) === expected.get(id));
    return isSame ? length : undefined;
  }

  async #noted(answer: ReturnType<Api["create"]>): Promise<CallerId> {
    const written = callerIdOf(await answer);
    this.#steps.push(written);
    return written;
  }
}

/** The etag of each resource. */
export function etagsOf(resources: readonly CallerId[]): ReadonlyMap<string, string> {
  return new Map(resources.map(({ id, etag }) => [id, etag]));
}

import { setTimeout } from "node:timers/promises";
import { isAway } from "@callmark/client";
import type { Observer } from "./observer.ts";

interface Polled {
  /** Between two looks, in milliseconds. */
  readonly interval: number;
  readonly signal: AbortSignal;
  /** Called after the first look. */
  readonly onOpen: () => void;
}

/** Changes as a look shows them that is taken again and again. A server that is away for a while is waited for. */
export async function* byPolling<Resource>(
  observer: Observer<Resource>,
  { interval, signal, onOpen }: Polled,
): AsyncGenerator<Resource> {
  await observer.begin(signal);
  onOpen();
  for (;;) {
    await setTimeout(interval, undefined, { signal });
    try {
      yield* observer.changes(signal);
    } catch (error) {
      if (!isAway(error)) throw error;
    }
  }
}

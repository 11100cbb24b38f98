import { type CountryCode, type Desired, FaultyFile, type Format } from "@callmark/sync";
import type { ReadAnswer, ReadRequest } from "./read-worker.ts";

/** Reads a file off the page's own thread, so that the page stays quick. Throws `FaultyFile` with every wrong line. */
export function readFile(
  file: File,
  country: CountryCode | undefined,
  signal: AbortSignal,
): Promise<Desired> {
  const worker = new Worker(new URL("./read-worker.ts", import.meta.url), { type: "module" });
  const { promise, resolve, reject } = Promise.withResolvers<Desired>();
  worker.onmessage = ({ data }: MessageEvent<ReadAnswer>) => {
    if ("desired" in data) resolve(data.desired);
    else if ("kept" in data) reject(new FaultyFile(data));
    else reject(new Error(data.message));
  };
  worker.onerror = ({ message }) => reject(new Error(message));
  signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  worker.postMessage({ file, format: formatOf(file.name), country } satisfies ReadRequest);
  return promise.finally(() => worker.terminate());
}

function formatOf(name: string): Format {
  return /\.(ndjson|jsonl)$/i.test(name) ? "ndjson" : "csv";
}

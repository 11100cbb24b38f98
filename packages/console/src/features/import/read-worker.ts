import {
  type CountryCode,
  type Desired,
  FaultyFile,
  type Format,
  type Problem,
  readDesired,
} from "@callmark/sync";

/** What the page asks for. */
export interface ReadRequest {
  readonly file: File;
  readonly format: Format;
  readonly country: CountryCode | undefined;
}

/** What it is answered. */
export type ReadAnswer =
  | { readonly desired: Desired }
  | { readonly kept: readonly Problem[]; readonly count: number }
  | { readonly message: string };

self.onmessage = async ({ data }: MessageEvent<ReadRequest>) => {
  self.postMessage(await answer(data));
};

async function answer({ file, format, country }: ReadRequest): Promise<ReadAnswer> {
  try {
    return { desired: await readDesired(chunksOf(file), { format, country }) };
  } catch (error) {
    if (error instanceof FaultyFile) return { kept: error.problems, count: error.count };
    return { message: error instanceof Error ? error.message : String(error) };
  }
}

/** The bytes of a file, as they come. Not every browser can iterate over a stream. */
async function* chunksOf(file: File): AsyncGenerator<Uint8Array> {
  const reader = file.stream().getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}

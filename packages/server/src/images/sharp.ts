type Sharp = typeof import("sharp").default;

let loaded: Promise<Sharp> | undefined;

/** The library that decodes and encodes pictures, loaded with the first of them: a server without any spares its memory. */
export function loadSharp(): Promise<Sharp> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<Sharp> {
  const { default: sharp } = await import("sharp");
  // What is not asked for by name cannot be asked for by a file either: SVG reads others, and each loader is a risk.
  sharp.block({ operation: ["VipsForeignLoad"] });
  sharp.unblock({ operation: ["VipsForeignLoadJpegBuffer", "VipsForeignLoadPngBuffer"] });
  // Each upload is decoded once, by one thread of its own.
  sharp.cache(false);
  sharp.concurrency(1);
  return sharp;
}

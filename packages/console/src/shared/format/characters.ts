/** Absent in Firefox before 125. */
const segmenter =
  Intl.Segmenter === undefined ? undefined : new Intl.Segmenter("en", { granularity: "grapheme" });

/**
 * The characters of a text as people count them, and as the registry does: an emoji is one, whatever it is made of.
 * Where the browser cannot tell them apart, they are code points.
 */
export function charactersOf(text: string): string[] {
  return segmenter === undefined ? [...text] : Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** What stands for a name where there is room for one character: its first, as a capital. */
export function initialOf(name: string): string {
  return (charactersOf(name)[0] ?? "?").toUpperCase();
}

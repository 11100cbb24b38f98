/** The examples of a verb, as its help shows them. */
export function exampleText(lines: readonly string[]): string {
  return `\nExample:\n${lines.map((line) => `  $ ${line}`).join("\n")}`;
}

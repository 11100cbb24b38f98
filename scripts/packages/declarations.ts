/** A relative module in a declaration: behind `from`, `import` or `import(`, in quotes. */
const RELATIVE = /(\b(?:from|import)\s*\(?\s*)"(\.{1,2}\/[^"]+)\.ts"/g;

/** A declaration file's text with its modules named as they are published; the compiler does so in JavaScript alone. */
export function publishedDeclaration(text: string): string {
  return text.replace(RELATIVE, '$1"$2.js"');
}

import { extname } from "node:path";

/**
 * The file of a module beside another, for what takes a file rather than an import, as a thread does.
 *
 * @param url the other module's `import.meta.url`: from source it ends in `.ts`, built in `.js`
 * @param name such as `writing-thread`
 */
export function moduleBeside(url: string, name: string): URL {
  return new URL(`./${name}${extname(url)}`, url);
}

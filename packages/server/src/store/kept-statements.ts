import { LRUCache } from "lru-cache";
import type { Dialect } from "./dialect.ts";
import type { Statement } from "./statement.ts";

const SHAPES_KEPT = 500;
/** Characters of all of them; a filter may be long. */
const CHARACTERS_KEPT = 2_000_000;

/** Compiled statements by shape: what filters ask varies in values much more than in shape. */
export function keptStatements(): Dialect["kept"] {
  const kept = new LRUCache<string, Statement<unknown>>({
    max: SHAPES_KEPT,
    maxSize: CHARACTERS_KEPT,
    sizeCalculation: ({ sql }, shape) => sql.length + shape.length,
  });
  return <Row>(shape: string, build: () => Statement<Row>) => {
    const known = kept.get(shape);
    if (known !== undefined) return known as Statement<Row>;
    const built = build();
    kept.set(shape, built);
    return built;
  };
}

import { Cache } from "../cache.ts";
import { type Filter, readFilter } from "../registry/filter.ts";
import type { ResourceKind } from "../registry/kind.ts";
import { encodeQueryValue } from "./query-string.ts";

/** A `ql` that has been read: what it asks, and how `next` repeats it. */
export interface Asked {
  readonly filter?: Filter;
  /** `ql=…&` as a URL holds it; "" where there is none. */
  readonly repeated: string;
}

const EVERYTHING: Asked = { repeated: "" };

/** Reads filters, each once: a walk sends the same one with every page. */
export class Filters {
  readonly known = new Cache<Asked>({ entries: 2_000, characters: 1_000_000 });

  /** Throws `InvalidQuery` (docs/contract.md, The filter language). */
  read({ collection, fields }: Pick<ResourceKind, "collection" | "fields">, ql: string | undefined): Asked {
    if (ql === undefined || /^ *$/.test(ql)) return EVERYTHING;
    const key = `${collection} ${ql}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const asked = { filter: readFilter(ql, fields), repeated: `ql=${encodeQueryValue(ql)}&` };
    this.known.set(key, asked);
    return asked;
  }
}

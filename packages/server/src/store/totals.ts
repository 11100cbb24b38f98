import { STATES, type State } from "@callmark/contract/vocabulary";
import { LRUCache } from "lru-cache";
import type { CacheUse } from "../cache.ts";
import type { Filter, FilterNode } from "../registry/filter.ts";
import type { CollectionCounts } from "./counts.ts";

/** The total of a filter that asks for nothing but states, from the counts; `undefined` where it asks for more. */
export function totalByState(filter: Filter | undefined, counts: CollectionCounts): number | undefined {
  if (filter === undefined) return counts.live;
  let total = 0;
  for (const state of STATES) {
    const matches = stateMatches(filter.root, state);
    if (matches === undefined) return undefined;
    if (matches && (state !== "DELETED" || filter.includesDeleted)) total += counts.byState[state];
  }
  return total;
}

/** Does a resource match that has this state, whatever else it has? `undefined` where that depends on the rest. */
function stateMatches(node: FilterNode, state: State): boolean | undefined {
  if (node.kind === "condition") {
    if (node.type !== "state") return undefined;
    const listed = node.values.includes(state);
    return node.operator === "==" || node.operator === "=in=" ? listed : !listed;
  }
  const operands = node.operands.map((operand) => stateMatches(operand, state));
  if (operands.includes(undefined)) return undefined;
  return node.kind === "and" ? !operands.includes(false) : operands.includes(true);
}

/** The totals of filters that had to be counted, each good for as long as its collection is unchanged. */
export class Totals implements CacheUse {
  hits = 0;
  misses = 0;
  readonly #known = new LRUCache<string, { readonly revision: number; readonly total: number }>({
    max: 10_000,
    // A filter's meaning may take kilobytes.
    maxSize: 2_000_000,
    sizeCalculation: (_, key) => key.length,
  });

  get(kind: string, parentId: string, meaning: string, revision: number): number | undefined {
    const known = this.#known.get(`${kind}/${parentId}/${meaning}`);
    if (known?.revision !== revision) {
      this.misses += 1;
      return undefined;
    }
    this.hits += 1;
    return known.total;
  }

  /** What it was when it was counted last, whatever has been written since. */
  last(kind: string, parentId: string, meaning: string): number | undefined {
    return this.#known.peek(`${kind}/${parentId}/${meaning}`)?.total;
  }

  set(kind: string, parentId: string, meaning: string, revision: number, total: number): void {
    this.#known.set(`${kind}/${parentId}/${meaning}`, { revision, total });
  }
}

import { measureBareCount } from "../bare-query.ts";
import type { Bench } from "../bench.ts";
import { FILTER_CASES } from "../cases.ts";
import { brandId } from "../data.ts";
import { median } from "../measure.ts";

/** How often each brand is asked. */
const TIMES = 3;

/**
 * A filter whose total is not known, since the brand was written to just before: what its answer costs beyond that of
 * the same page with its total known, against the bare `count(*)` of the same predicate. A write by another connection
 * drops what SQLite keeps of the file in memory: the page that is compared with comes after a write to another brand,
 * and the bare count after one as well.
 */
export async function firstTimes({ extent, large, lines, say }: Bench): Promise<void> {
  const { program, requests, database } = large;
  const write = async (brand: string) => {
    const page = JSON.parse(await program.fetch(requests.list(brand, undefined, undefined, 1)));
    const [{ id, callerIdDetails }] = page.data;
    await program.fetch(requests.update(brand, id, callerIdDetails));
  };
  const costOf = async (list: string) => {
    const before = program.cpu();
    await program.fetch(list);
    return program.cpu() - before;
  };
  for (const { name, ql, sql, countedByState } of FILTER_CASES) {
    if (countedByState) continue;
    say(`The first time: ${name} …`);
    const added: number[] = [];
    const bare: number[] = [];
    for (let index = 0; index < TIMES * extent.brands; index += 1) {
      const brand = brandId(index % extent.brands);
      const list = requests.list(brand, ql);
      await write(brand);
      const first = await costOf(list);
      await write(brandId((index + 1) % extent.brands));
      added.push(first - (await costOf(list)));
      bare.push(await measureBareCount(database, brand, sql, () => write(brand)));
    }
    lines.push({
      name: `filter: ${name}, the first time (${(median(added) / 1000).toFixed(2)} ms more)`,
      ratio: median(added) / median(bare),
      of: `bare count (${(median(bare) / 1000).toFixed(2)} ms)`,
      goal: 1.3,
    });
  }
}

import Database from "better-sqlite3";
import { sortKey } from "../packages/server/src/store/schema.ts";
import type { Place } from "./requests.ts";

/** CPU of this process for each run of some work, in microseconds. */
function cpuEach(times: number, work: (index: number) => void): number {
  const before = process.cpuUsage();
  for (let index = 0; index < times; index += 1) work(index);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / times;
}

/** Q: the bare prepared query of a page over ready-made rows, in one process, in microseconds. */
export function measureBarePage(database: string, places: readonly Place[]): number {
  const db = new Database(database, { readonly: true });
  const page = db
    .prepare(
      "select body from caller_ids where brand_id = ? and deleted = 0 and (created, id) < (?, ?) order by created desc, id desc limit 100",
    )
    .pluck();
  const run = (index: number) => {
    const place = places[index % places.length];
    if (place !== undefined) page.all(sortKey(place.brand), place.created, sortKey(place.id));
  };
  cpuEach(1_000, run);
  const each = cpuEach(5_000, run);
  db.close();
  return each;
}

/** The bare `count(*)` of a predicate, written in SQL, in microseconds. */
export function measureBareCount(database: string, brand: string, predicate: string): number {
  const db = new Database(database, { readonly: true });
  const count = db.prepare(
    `select count(*) from caller_ids where brand_id = ? and deleted = 0 and ${predicate}`,
  );
  count.get(sortKey(brand));
  const each = cpuEach(5, () => count.get(sortKey(brand)));
  db.close();
  return each;
}

import Database from "better-sqlite3";
import { sortKey } from "../packages/server/src/store/schema.ts";
import { bareRegistry, INSERT_EVENT } from "./bare-review.ts";
import { median } from "./measure.ts";
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

/**
 * The bare `count(*)` of a predicate, written in SQL, in microseconds. As before the answer that is compared with it,
 * another connection has written to the brand, so that SQLite reads all pages anew; `write` does so.
 */
export async function measureBareCount(
  database: string,
  brand: string,
  predicate: string,
  write: () => Promise<unknown>,
): Promise<number> {
  const db = new Database(database, { readonly: true });
  const count = db.prepare(
    `select count(*) from caller_ids where brand_id = ? and deleted = 0 and ${predicate}`,
  );
  count.get(sortKey(brand));
  const each: number[] = [];
  for (let times = 0; times < 5; times += 1) {
    await write();
    each.push(cpuEach(1, () => count.get(sortKey(brand))));
  }
  db.close();
  return median(each);
}

/** How many rows are written, and among how many that were there before. */
interface Inserts {
  readonly perCommit: number;
  readonly before: number;
  readonly count: number;
}

/**
 * CPU of one bare insert of a caller ID with all that is written with it, in microseconds: so many to a commit, into a
 * registry as large as the one that is compared with it, since the trees and what a checkpoint writes grow with it.
 */
export async function measureBareInserts(
  file: string,
  { perCommit, before, count }: Inserts,
): Promise<number> {
  const db = await bareRegistry(file);
  const row = db.prepare(
    "insert into caller_ids values ('1', 0, ?, ?, ?, 'SUBMITTED', 0, ?, ?, null, ?, 'bench', 'bench')",
  );
  const held = db.prepare("insert into numbers values (?, '1', ?)");
  const counted = db.prepare(
    `insert into counts values ('1', 'callerId', 0, 1, 1, 0, 0, 0, 0, 0)
     on conflict do update set submitted = submitted + excluded.submitted, revision = revision + excluded.revision`,
  );
  const review = db.prepare("insert into reviews values ('1', 'callerId', ?, '1', ?, ?, ?, 0, null)");
  const event = db.prepare(INSERT_EVENT);
  const body = "x".repeat(270);
  let nth = 0;
  const commit = () => {
    db.exec("begin immediate");
    for (let index = 0; index < perCommit; index += 1, nth += 1) {
      // Ids are random, as the registry draws them.
      const id = String((nth * 2_654_435_761) % 4_294_967_296).padStart(20, "0");
      const number = `+1808${2_000_000 + nth}`;
      held.run(number, id);
      row.run(nth, id, nth, id, number, body);
      counted.run();
      review.run(id, id, nth, nth);
      event.run(nth, `${id}_${id}_SUBMITTED`, "SUBMITTED", id, id, "SUBMITTED");
    }
    db.exec("commit");
  };
  cpuEach(Math.ceil(before / perCommit), commit);
  const each = cpuEach(Math.ceil(count / perCommit), commit);
  db.close();
  return each / perCommit;
}

import Database from "better-sqlite3";
import { openStore } from "../packages/server/src/store/open.ts";

const PER_COMMIT = 50;
const BODY = "x".repeat(270);

/** An event, as it is written with a step. */
export const INSERT_EVENT = `insert into events
  (org_id, brand_id, created, id, type, resource_type, resource_id, etag, state, codes, details)
  values ('1', '1', ?, ?, ?, 'BUSINESS_CALLER_ID', ?, ?, ?, '[]', '{"by":"bench"}')`;

/** A brand's place in a new registry, with a connection to it that waits for the disk as the registry's does. */
export async function bareRegistry(file: string): Promise<Database.Database> {
  {
    await using store = await openStore(`file:${file}`);
    await store.addOrg({ orgId: "1", now: 0 });
    await store.addBrand({ orgId: "1", brandId: "1", now: 0 });
  }
  const db = new Database(file);
  db.pragma("synchronous = FULL");
  // What is written here is no brand's: it has short ids.
  db.pragma("foreign_keys = OFF");
  return db;
}

/** CPU of the bare statements of one review, so many to a commit, in microseconds. */
export async function measureBareReviews(file: string, count: number): Promise<number> {
  const db = await bareRegistry(file);
  fill(db, count);
  const due = db.prepare("select * from reviews where due <= ? order by due limit ?");
  const take = db.prepare(
    "update reviews set due = ?, taken_by = 'worker', attempts = attempts + 1 where brand_id = '1' and kind = 'callerId' and id = ? and due = ?",
  );
  const row = db.prepare("select * from caller_ids where brand_id = '1' and id = ? and deleted = 0");
  const write = db.prepare(
    `update caller_ids set deleted = 0, updated = ?, state = ?, in_force = ?, etag = ?, body = ?, updated_by = 'bench'
     where brand_id = '1' and deleted = 0 and created = ? and id = ?`,
  );
  const place = db.prepare("select * from reviews where brand_id = '1' and kind = 'callerId' and id = ?");
  const done = db.prepare("delete from reviews where brand_id = '1' and kind = 'callerId' and id = ?");
  const counted = db.prepare(
    "update counts set processing = processing + ?, published = published + ?, revision = revision + 1 where parent_id = '1'",
  );
  const event = db.prepare(INSERT_EVENT);
  const step = (id: string, now: number, state: string, inForce: number) => {
    const { created, etag } = row.get(id) as { created: number; etag: string };
    write.run(now, state, inForce, etag, BODY, created, id);
    counted.run(1, inForce);
    event.run(now, `${id}_${etag}_${state}`, state, id, etag, state);
  };
  const before = process.cpuUsage();
  for (let at = 0; at < count; at += PER_COMMIT) {
    db.exec("begin immediate");
    const taken = due.all(count, PER_COMMIT) as { id: string; due: number }[];
    for (const one of taken) {
      take.run(count * 2, one.id, one.due);
      step(one.id, at, "PROCESSING", 0);
    }
    db.exec("commit");
    db.exec("begin immediate");
    for (const { id } of taken) {
      place.get(id);
      step(id, at, "PUBLISHED", 1);
      done.run(id);
    }
    db.exec("commit");
  }
  const { user, system } = process.cpuUsage(before);
  db.close();
  return (user + system) / count;
}

function fill(db: Database.Database, count: number): void {
  const insert = db.prepare(
    "insert into caller_ids values ('1', 0, ?, ?, ?, 'SUBMITTED', 0, ?, ?, null, ?, 'bench', 'bench')",
  );
  const review = db.prepare("insert into reviews values ('1', 'callerId', ?, '1', ?, ?, ?, 0, null)");
  db.exec("begin");
  db.exec("insert into counts values ('1', 'callerId', 0, 1, 0, 0, 0, 0, 0, 0)");
  for (let nth = 0; nth < count; nth += 1) {
    const id = String((nth * 2_654_435_761) % 4_294_967_296).padStart(20, "0");
    insert.run(nth, id, nth, id, `+1808${2_000_000 + nth}`, BODY);
    review.run(id, id, nth, nth);
  }
  db.exec("commit");
}

import { join } from "node:path";
import { plausibleCallerIds } from "../../packages/server/src/admin/plausible-caller-ids.ts";
import { usNumber } from "../../packages/server/src/admin/us-numbers.ts";
import { loadDepartments } from "../../packages/server/src/departments/departments.ts";
import { callerIds } from "../../packages/server/src/registry/caller-ids.ts";
import { printResource } from "../../packages/server/src/registry/envelope.ts";
import { openStore } from "../../packages/server/src/store/open.ts";
import { sortKey } from "../../packages/server/src/store/schema.ts";
import type { Session } from "../bench.ts";
import { plainPages } from "../cases.ts";
import { addAccount, brandId, ORG } from "../data.ts";
import { type Measured, measure, medianOf } from "../measure.ts";
import { connect, copyRows, type Postgres, startPostgres } from "../postgres.ts";
import { startCallmark } from "../program.ts";
import { compared } from "../report.ts";
import { fetchToken, type Place, Requests } from "../requests.ts";

const EACH = 150_000;
const ROWS = 10_000_000;
/** How many rows are asked for, of few and of many: what the program remembers helps both as much. */
const ASKED = 10_000;

/**
 * What a page and a look-up cost program and server together, with one brand of 150,000 and with 10,000,000 in all: two
 * databases of one server, asked in turn.
 */
export async function growth(session: Session): Promise<void> {
  const { extent, lines, say } = session;
  await using server = await startPostgres();
  await using few = await serveBrands(session, server, "few", 1);
  await using many = await serveBrands(session, server, "many", Math.ceil(ROWS / EACH));
  for (const { warmUp } of [few, many]) await warmUp();
  for (let round = 1; round <= extent.rounds; round += 1) {
    say(`PostgreSQL, growth: round ${round} of ${extent.rounds} …`);
    for (const kind of KINDS) for (const { measure } of [few, many]) await measure(kind);
  }
  for (const kind of KINDS) {
    const [before, after] = [medianOf(few.runs[kind]), medianOf(many.runs[kind])];
    lines.push(
      { name: `PostgreSQL: ${kind}, server included, 150,000 rows`, measured: before },
      compared(
        `PostgreSQL: ${kind}, server included, 10,000,000 rows`,
        after,
        after.cpu / before.cpu,
        "with 150,000",
        1.2,
      ),
    );
  }
}

const KINDS = ["page", "one number"] as const;
type Kind = (typeof KINDS)[number];

/** A caller ID that is there. */
interface Known extends Place {
  readonly phoneNumber: string;
}

async function begin(url: string): Promise<string> {
  await using store = await openStore(url);
  await addAccount(store);
  return await store.rootKey();
}

/** Gives back one row in so many (`sampled`). */
async function fillBrand(url: string, index: number, sampled: number): Promise<Known[]> {
  const brand = brandId(index);
  const parentId = sortKey(brand);
  await using store = await openStore(url);
  await store.addBrand({ orgId: ORG, brandId: brand, now: 0 });
  await using client = await connect(url);
  const known: Known[] = [];
  const numbers: [string, string, string][] = [];
  const states = new Map<string, number>();
  function* rows() {
    let nth = index * EACH;
    for (const { id, created, updated, state, etag, details } of plausibleCallerIds(`growth ${index}`, EACH, [
      ...loadDepartments().keys(),
    ])) {
      const phoneNumber = usNumber(nth);
      const own = { ...details, phoneNumber };
      const envelope = { id, created, updated, state, etag };
      const body = printResource(callerIds, { orgId: ORG, parentId: brand }, envelope, own);
      const inForce = Number(state === "PUBLISHED");
      if (inForce === 1 || state === "SUBMITTED" || state === "PROCESSING") {
        numbers.push([phoneNumber, parentId, sortKey(id)]);
      }
      if (nth % sampled === 0) known.push({ brand, created, id, phoneNumber });
      states.set(state, (states.get(state) ?? 0) + 1);
      nth += 1;
      yield [
        parentId,
        0,
        created,
        sortKey(id),
        updated,
        state,
        inForce,
        etag,
        phoneNumber,
        own.department ?? null,
        body,
      ];
    }
  }
  const columns = ["brand_id", "deleted", "created", "id", "updated", "state", "in_force", "etag"];
  const others = ["phone_number", "department", "body"];
  await client.query(
    "alter table caller_ids alter created_by set default 'bench', alter updated_by set default 'bench'",
  );
  await copyRows(client, "caller_ids", [...columns, ...others], rows());
  await copyRows(client, "numbers", ["phone_number", "brand_id", "caller_id"], numbers);
  const counted = [...states].map(([state, count]) => [state.toLowerCase(), count] as const);
  const zeros = ["submitted", "processing", "published", "rejected", "failed", "deleted"].map((column) => [
    column,
    0,
  ]);
  const counts = { ...Object.fromEntries(zeros), ...Object.fromEntries(counted) } as Record<string, number>;
  const count = { parent_id: parentId, kind: "callerId", slot: 0, revision: 1, ...counts };
  await copyRows(client, "counts", Object.keys(count), [Object.values(count)]);
  return known;
}

/** Fills a database of its own, and starts a program on it. */
async function serveBrands(session: Session, server: Postgres, name: string, brands: number) {
  const { extent, folder, say } = session;
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  {
    await using client = await connect(server.url);
    await client.query(`create database ${name}`);
  }
  const rootKey = await begin(url.href);
  const known: Known[] = [];
  const sampled = Math.round((brands * EACH) / ASKED);
  for (let brand = 0; brand < brands; brand += 1) {
    say(`PostgreSQL, ${name}: ${(brand * EACH).toLocaleString("en")} caller IDs …`);
    known.push(...(await fillBrand(url.href, brand, sampled)));
  }
  {
    await using client = await connect(url.href);
    await client.query("vacuum analyze");
    await client.query("checkpoint");
  }
  const program = await startCallmark(url.href, join(folder, `growth-${name}.log`));
  const both = { ...program, cpu: () => program.cpu() + server.cpu() };
  const requests = new Requests(rootKey, await fetchToken(program.port));
  // In an order in which neighbours are of different brands.
  const shuffled = known.map((one, index) => ({ one, at: (index * 7_919) % known.length }));
  const asked = shuffled.sort((a, b) => a.at - b.at).map(({ one }) => one);
  const sent: Record<Kind, readonly string[]> = {
    page: plainPages(requests, asked),
    "one number": asked.map(({ brand, phoneNumber }) =>
      requests.list(brand, `callerIdDetails.phoneNumber==${phoneNumber}`),
    ),
  };
  const runs: Record<Kind, Measured[]> = { page: [], "one number": [] };
  return {
    runs,
    async warmUp() {
      for (const kind of KINDS) await measure(both, sent[kind], { duration: extent.warmUp });
    },
    async measure(kind: Kind) {
      runs[kind].push(await measure(both, sent[kind], { duration: extent.duration }));
    },
    [Symbol.asyncDispose]: () => program[Symbol.asyncDispose](),
  };
}

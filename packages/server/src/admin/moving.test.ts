import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ENGINES, type Place } from "../../test/engines.ts";
import { image } from "../../test/images.ts";
import { derivedIn, dumpFrom, dumpOf, restoreInto } from "../../test/moving.ts";
import { fill, randomRegistry } from "../../test/registries.ts";
import { given, NOW, outcome, requests } from "../../test/requests.ts";
import { hashSecret } from "../access/secrets.ts";
import type { Collection } from "../registry/store.ts";
import { SCHEMA_VERSION } from "../store/migrations/index.ts";
import { DERIVED, PARTS, STAYING } from "../store/moving/parts.ts";
import { openBulk } from "../store/open.ts";
import { dumpRegistry } from "./dump.ts";

const collection: Collection = { orgId: "1001", parentId: "2001" };
const ask = requests(collection);
const secretHash = hashSecret("the secret");
const tokenHash = hashSecret("the token");
const IMAGE = image("1001");
/** In more than one piece, of bytes that mean something in each of the forms that they go through. */
const PICTURE = {
  name: "1024x1024.png",
  bytes: Buffer.alloc(1_200_000, Buffer.from(["\\", "\t", "\n", "\0", '"', "\xff"].join("x"), "latin1")),
};
const PIECES = 3;
/** More than are read or written at once. */
const MANY = 2_500;

/** How many rows the dump has of each part. */
const ROWS = {
  org: 2,
  brand: 3,
  account: 1,
  callerId: MANY + 1,
  image: 1,
  picture: PIECES,
  delegation: 0,
  brandAsset: 0,
  version: 0,
  review: 0,
  event: 0,
};

for (const { name, place: newPlace } of ENGINES.all) {
  if (newPlace === undefined) continue;

  describe(name, () => {
    let place: Place;
    let rootKey: string;
    let plain: string;
    let secret: string;

    beforeAll(async () => {
      place = await newPlace();
      const store = await place.open();
      await store.addOrg({ orgId: "1001", now: NOW });
      await store.addOrg({ orgId: "1002", now: NOW });
      await store.addImage({ maximum: 100, image: IMAGE, pictures: [PICTURE], accessRevision: 1 });
      for (const [orgId, brandId] of [
        ["1001", "2001"],
        ["1001", "2002"],
        ["1002", "2003"],
      ] as const) {
        await store.addBrand({ orgId, brandId, now: NOW });
      }
      const account = { orgId: "1001", permission: "read-write", demo: false, created: NOW } as const;
      await store.addAccount({ ...account, clientId: "mine", secretHash });
      await store.addToken({ tokenHash, clientId: "mine", now: NOW, expires: NOW + 1 });
      const all = Array.from({ length: MANY }, (_, index) =>
        given(`+1808${2_000_000 + index}`, { id: String(10_000 + index), created: NOW + index }),
      );
      await store.insert(ask.insert(...all));
      const other = requests({ orgId: "1002", parentId: "2003" });
      await store.insert(other.insert(given("+18085000000", { id: "5", state: "SUBMITTED" })));
      rootKey = await store.rootKey();
      plain = await dumpOf(place.url, false);
      secret = await dumpOf(place.url, true);
    });
    afterAll(() => place[Symbol.asyncDispose]());

    /** Does something with a registry that nobody has opened yet. */
    async function onNew<T>(work: (place: Place) => Promise<T>): Promise<T> {
      await using another = await newPlace?.();
      if (another === undefined) throw new Error("No place");
      return await work(another);
    }

    test("what is restored gives the same dump, and the same counts and numbers", async () => {
      const run = async (registry: Parameters<typeof fill>[1], secrets: boolean) => {
        await using from = await newPlace();
        await using to = await newPlace();
        await fill(await from.open(), registry);
        const dump = await dumpOf(from.url, secrets);
        await restoreInto(to.url, dump);
        expect(await dumpOf(to.url, secrets)).toBe(dump);
        expect(await derivedIn(to.url)).toEqual(await derivedIn(from.url));
      };
      await fc.assert(fc.asyncProperty(randomRegistry, fc.boolean(), run), { numRuns: 6 });
    });

    test("every table is dumped, follows from what is, or stays", async () => {
      await using bulk = await openBulk(place.url, { mustExist: true });
      const there = await bulk.read(async (tx) => {
        const tables =
          name === "PostgreSQL"
            ? "select tablename as name from pg_tables where schemaname = 'public'"
            : "select name from sqlite_schema where type = 'table'";
        return await tx.column<string>({ sql: tables, parameters: [] }, {});
      });
      const known = [...PARTS.map(({ table }) => table), ...DERIVED, ...STAYING];
      expect(there.filter((table) => !/^(kysely|sqlite)_/.test(table)).sort()).toEqual(known.sort());
    });

    test("its lines are of one row each, in the order of the keys, between a first and a last", () => {
      const lines = plain
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line));
      const rows = 2 + 3 + 1 + MANY + 1 + 1 + PIECES;
      expect(lines).toHaveLength(rows + 2);
      expect(lines[0]).toEqual({
        callmark: { format: 1, schema: SCHEMA_VERSION, secrets: false, waived: false, rows },
      });
      expect(lines.at(-1)).toEqual({
        end: ROWS,
      });
      expect(lines[1]).toEqual({ org: { id: "1001", createdDate: "2026-10-02T11:41:00Z" } });
      const ids = lines.flatMap(({ callerId }) => (callerId === undefined ? [] : [callerId.id]));
      expect(ids).toEqual([...Array.from({ length: MANY }, (_, index) => String(10_000 + index)), "5"]);
    });

    test("images and their pictures are as they were", () =>
      onNew(async (another) => {
        await restoreInto(another.url, plain);
        const store = await another.open();
        const { orgId, id, key } = IMAGE;
        const accessRevision = 2;
        expect(await store.findImage({ accessRevision, orgId, id })).toEqual({
          outcome: "found",
          image: IMAGE,
        });
        const bytes = await store.findPicture({ key, name: PICTURE.name });
        expect(bytes?.equals(PICTURE.bytes)).toBe(true);
      }));

    test("no secret leaves the database, unless that is asked for", () => {
      for (const hidden of [secretHash, tokenHash, rootKey]) {
        expect(plain).not.toContain(hidden);
        expect(secret).toContain(hidden);
      }
      expect(plain).not.toMatch(/hash|token|rootKey/i);
    });

    test("with the secrets, accounts, tokens and cursors go on as before", () =>
      onNew(async (another) => {
        const restored = await restoreInto(another.url, secret);
        expect(restored.accountsWithoutSecret).toEqual([]);
        const store = await another.open();
        expect(await store.rootKey()).toBe(rootKey);
        expect(await store.findAccount({ clientId: "mine" })).toMatchObject({ orgId: "1001", secretHash });
        expect(await store.findGrant({ tokenHash })).toMatchObject({ clientId: "mine", expires: NOW + 1 });
      }));

    test("with the secrets, webhooks go on, and are told of nothing that was told before", () =>
      onNew(async (from) => {
        await restoreInto(from.url, secret);
        const store = await from.open();
        const webhook = {
          id: "hook",
          orgId: "1001",
          url: "https://example.com/",
          types: ["DELEGATION"],
          sealedSecret: "sealed",
          environment: "tests",
          created: NOW,
        } as const;
        expect(await store.addWebhook(webhook)).toBe("added");
        const share = { brandId: "2001", partnerId: "1002", by: "tests", now: NOW };
        expect(await store.share(share)).toBe("shared");
        const dumped = await dumpOf(from.url, true);
        expect(dumped).toContain('"sealedSecret":"sealed"');
        expect(await dumpOf(from.url, false)).not.toContain("sealed");
        await onNew(async (another) => {
          await restoreInto(another.url, dumped);
          const copy = await another.open();
          const [restored] = await copy.listWebhooks({});
          expect(restored).toEqual({ ...webhook, position: restored?.position });
          const after = restored?.position ?? { transactionId: 0, position: 0 };
          expect(await copy.readEvents({ orgId: "1002", atMost: 10 })).toMatchObject([
            { type: "DELEGATION" },
          ]);
          expect(await copy.readEvents({ after, orgId: "1002", atMost: 10 })).toEqual([]);
          expect(await copy.share({ ...share, brandId: "2002" })).toBe("shared");
          expect(await copy.readEvents({ after, orgId: "1002", atMost: 10 })).toMatchObject([
            { brandId: "2002" },
          ]);
        });
      }));

    test("without them, the registry keeps its own root key, and says whose secret is missing", () =>
      onNew(async (another) => {
        const own = await (await another.open()).rootKey();
        const { rows, accountsWithoutSecret } = await restoreInto(another.url, plain);
        expect(rows).toEqual(ROWS);
        expect(accountsWithoutSecret).toEqual(["mine"]);
        const store = await another.open();
        expect(await store.rootKey()).toBe(own);
        expect(await store.findGrant({ tokenHash })).toBeUndefined();
        // A node that served the registry while it was empty asks for every grant again.
        expect(await store.probe({ accessRevision: 1 })).toEqual({ outcome: "accessChanged" });
      }));

    test("what is restored is listed, counted, and holds its numbers", () =>
      onNew(async (another) => {
        await restoreInto(another.url, plain);
        const store = await another.open();
        const page = async (from: typeof store) =>
          outcome("page", await from.list({ ...ask.list("state==PUBLISHED"), accessRevision: 2 }));
        const before = outcome("page", await (await place.open()).list(ask.list("state==PUBLISHED")));
        const { data, total } = await page(store);
        expect({ data, total }).toEqual({ data: before.data, total: before.total });
        const taken = requests({ orgId: "1001", parentId: "2002" }).create("+18085000000");
        expect(await store.create({ ...taken, accessRevision: 2 })).toMatchObject({ outcome: "rejected" });
      }));

    test("is one moment's state, whatever is written meanwhile", async () => {
      await using bulk = await openBulk(place.url, { mustExist: true });
      const store = await place.open();
      let written = false;
      const meanwhile = {
        ...bulk,
        read: <T>(work: Parameters<typeof bulk.read<T>>[0]) =>
          bulk.read<T>(async (tx) => {
            const all: typeof tx.all = async (statement, values) => {
              const rows = await tx.all(statement, values);
              if (!written) {
                written = true;
                await store.addOrg({ orgId: "1003", now: NOW });
                await store.removeAccounts({ clientId: "nobody" });
              }
              return rows;
            };
            return await work(Object.assign(Object.create(tx), { all: all.bind(tx), get: tx.get.bind(tx) }));
          }),
      };
      expect(await dumpFrom(meanwhile, false)).toBe(plain);
      expect(await dumpFrom(bulk, false)).toContain('{"org":{"id":"1003"');
    });

    describe("a dump that is not as it should be leaves nothing, and its line is named", () => {
      const line = (number: number) => plain.split("\n")[number - 1] ?? "";
      const replaced = (number: number, edit: (line: string) => string) => () =>
        plain
          .split("\n")
          .map((text, index) => (index === number - 1 ? edit(text) : text))
          .join("\n");
      /** The first caller ID is on line 8. */
      const at = (index: number) => 8 + index;
      const last = at(MANY) + 1 + PIECES + 1;
      let target: Place;
      let empty: string;

      beforeAll(async () => {
        target = await newPlace();
        await target.open();
        empty = await dumpOf(target.url, true);
      });
      afterAll(() => target[Symbol.asyncDispose]());

      test.each<[string, () => string, RegExp]>([
        ["nothing at all", () => "", /^Line 1: expected a dump/],
        ["no dump", () => "id,name\n", /^Line 1: expected JSON/],
        [
          "another format",
          replaced(1, (text) => text.replace('"format":1', '"format":2')),
          /^Line 1: expected a dump of format 1, not 2/,
        ],
        [
          "another schema",
          replaced(1, (text) => text.replace(SCHEMA_VERSION, "9999-x")),
          new RegExp(`^Line 1: expected a dump of schema ${SCHEMA_VERSION}, not 9999-x`),
        ],
        [
          "an end in the middle of a line",
          () => plain.slice(0, plain.length / 2),
          /^Line \d+: expected JSON; the dump may be cut off here/,
        ],
        [
          "an end between two lines",
          () => `${plain.split("\n").slice(0, 1_800).join("\n")}\n`,
          /^Line 1801: expected more: the dump is cut off/,
        ],
        [
          "a missing line",
          () =>
            plain
              .split("\n")
              .toSpliced(at(1_700) - 1, 1)
              .join("\n"),
          new RegExp(`^Line ${last - 1}: expected the counts of the lines before it`),
        ],
        [
          "more behind the end",
          () => `${plain}${line(2)}\n`,
          new RegExp(`^Line ${last + 1}: expected nothing more`),
        ],
        [
          "what is no JSON",
          replaced(at(1_234), (text) => text.slice(1)),
          new RegExp(`^Line ${at(1_234)}: expected JSON`),
        ],
        [
          "an unknown row",
          replaced(4, () => '{"webhook":{}}'),
          /^Line 4: expected one of org, brand, .*end, not webhook/,
        ],
        [
          "rows of secrets among none",
          replaced(at(0), () => secret.split("\n").find((text) => text.startsWith('{"token"')) ?? ""),
          /not token/,
        ],
        [
          "a secret among none",
          replaced(7, (text) => text.replace('"demo"', `"secretHash":"${secretHash}","demo"`)),
          /^Line 7: /,
        ],
        [
          "an unknown member",
          replaced(2, (text) => text.replace('"id"', '"name":"x","id"')),
          /^Line 2: \/org/,
        ],
        [
          "a missing member",
          replaced(4, (text) => text.replace('"orgId":"1001",', "")),
          /^Line 4: \/brand .*orgId/,
        ],
        ["an id that is none", replaced(2, (text) => text.replace("1001", "01001")), /^Line 2: \/org\/id/],
        [
          "a state that is none",
          replaced(at(9), (text) => text.replace("PUBLISHED", "published")),
          new RegExp(`^Line ${at(9)}: /callerId/state must be one of SUBMITTED, .*, DELETED[.]`),
        ],
        [
          "a permission that is none",
          replaced(7, (text) => text.replace("read-write", "all")),
          /^Line 7: \/account\/permission must be one of read-only, read-write, reviewer, look-up[.]/,
        ],
        ["a day that is none", replaced(3, (text) => text.replace("2026-10-02", "2026-02-30")), /^Line 3: /],
        [
          "a moment too fine",
          replaced(3, (text) => text.replace("00Z", "00.0001Z")),
          /^Line 3: expected a date-time .* of whole milliseconds/,
        ],
        [
          "a state that is not in force",
          replaced(at(0), (text) => text.replace('"inForce":true', '"inForce":false')),
          /expected inForce true/,
        ],
        [
          "rows in another order",
          () => [line(1), line(3), line(2), ...plain.split("\n").slice(3)].join("\n"),
          /^Line 3: expected a org whose key/,
        ],
        [
          "the same row twice",
          replaced(at(1_001), () => line(at(1_000))),
          new RegExp(`^Line ${at(1_001)}: expected a callerId whose key`),
        ],
        [
          "a number twice in a brand",
          replaced(at(1_700), (text) => text.replace(/\+1808\d+/, "+18082000003")),
          new RegExp(`^Line ${at(1_700)}: expected an id in its brand`),
        ],
        [
          "a number that another brand holds",
          replaced(at(MANY), (text) => text.replace("+18085000000", "+18082000003")),
          new RegExp(`^Line ${at(MANY)}: expected an id in its brand`),
        ],
        [
          "an id twice in a brand",
          replaced(at(1_700), (text) => text.replace('"id":"11700"', '"id":"11699"')),
          new RegExp(`^Line ${at(1_700)}: expected an id in its brand`),
        ],
        [
          "an org that is not there",
          replaced(4, (text) => text.replace('"orgId":"1001"', '"orgId":"1009"')),
          /^Line 4: expected the org/,
        ],
        [
          "a brand of another org",
          replaced(at(MANY), (text) => text.replace('"orgId":"1002"', '"orgId":"1001"')),
          /expected the brand of its org/,
        ],
        [
          "bytes that are none",
          replaced(last - 1, (text) => text.replace(/"bytes":"./, '"bytes":"-')),
          /expected the bytes in base64/,
        ],
        [
          "a picture of an image that is not there",
          replaced(last - PIECES - 1, (text) => text.replace(/"key":"...../, '"key":"00000')),
          /expected the image that the picture belongs to/,
        ],
        [
          "a text that not every database keeps",
          replaced(at(3), (text) => text.replace('"createdBy":"', '"createdBy":"\\u0000')),
          /expected text of whole characters/,
        ],
        [
          "half a character",
          replaced(at(3), (text) => text.replace('"createdBy":"', '"createdBy":"\\ud83d')),
          /expected text of whole characters/,
        ],
        [
          "a line without an end",
          () => `${line(1)}\n{"org":"${"x".repeat(1_100_000)}`,
          /^Line 2: expected at most 1048576 bytes/,
        ],
      ])("%s", async (_, wrong, message) => {
        await expect(restoreInto(target.url, wrong())).rejects.toMatchObject({
          name: "AdminError",
          reason: "failed",
          message: expect.stringMatching(message),
        });
        expect(await dumpOf(target.url, true)).toBe(empty);
        expect(await derivedIn(target.url)).toEqual({ numbers: [], images: [], counts: [] });
      });

      test("bytes that are no UTF-8", async () => {
        const bytes = Buffer.from(plain);
        bytes[plain.indexOf("operator")] = 0xff;
        await expect(restoreInto(target.url, bytes)).rejects.toThrow(/^Line \d+: expected UTF-8/);
      });

      test("and once it is as it should be, the same registry takes it", async () => {
        await restoreInto(target.url, plain);
        expect(await dumpOf(target.url, false)).toBe(plain);
      });
    });

    test("a registry that has organizations takes none", async () => {
      const before = await dumpOf(place.url, true);
      await expect(restoreInto(place.url, plain)).rejects.toThrow(
        "The registry has organizations already: a dump is restored into one that has none",
      );
      expect(await dumpOf(place.url, true)).toBe(before);
    });

    test("of two restores at once, one succeeds", () =>
      onNew(async (another) => {
        await another.open();
        const both = await Promise.allSettled([
          restoreInto(another.url, plain),
          restoreInto(another.url, plain),
        ]);
        expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
        expect(await dumpOf(another.url, false)).toBe(plain);
      }));

    test("an interrupted restore leaves nothing", () =>
      onNew(async (another) => {
        await another.open();
        const empty = await dumpOf(another.url, false);
        const abort = new AbortController();
        const progress: number[] = [];
        const onProgress = (done: number) => {
          progress.push(done);
          if (done > 1_000) abort.abort();
        };
        const restored = restoreInto(another.url, plain, { signal: abort.signal, onProgress });
        await expect(restored).rejects.toThrow(/abort/i);
        expect(Math.max(...progress)).toBeLessThan(MANY);
        expect(await dumpOf(another.url, false)).toBe(empty);
      }));

    test("a dump into a file is whole or not there, and one with secrets is for its owner alone", async () => {
      const folder = await mkdtemp(join(tmpdir(), "callmark-dump-"));
      try {
        await using bulk = await openBulk(place.url, { mustExist: true });
        const to = join(folder, "registry.ndjson");
        const abort = new AbortController();
        const dumped = dumpRegistry(bulk, {
          to,
          secrets: false,
          signal: abort.signal,
          onProgress: () => abort.abort(),
        });
        await expect(dumped).rejects.toThrow("The dump failed, and left nothing behind");
        expect(await readdir(folder)).toEqual([]);
        await dumpRegistry(bulk, { to, secrets: true });
        expect(await readFile(to, "utf8")).toBe(await dumpFrom(bulk, true));
        expect((await stat(to)).mode & 0o777).toBe(0o600);
        await expect(dumpRegistry(bulk, { to, secrets: false })).rejects.toThrow(
          `${to} exists already; a dump overwrites nothing`,
        );
      } finally {
        await rm(folder, { recursive: true });
      }
    });
  });
}

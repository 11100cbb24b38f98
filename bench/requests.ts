import Database from "better-sqlite3";
import { deriveKey } from "../packages/server/src/access/keys.ts";
import { callerIds } from "../packages/server/src/registry/caller-ids.ts";
import { bindCursor, Cursors } from "../packages/server/src/registry/cursor.ts";
import { readFilter } from "../packages/server/src/registry/filter.ts";
import { idOf, sortKey } from "../packages/server/src/store/schema.ts";
import { brandId, CLIENT, ORG } from "./data.ts";

/** A place in a list. */
export interface Place {
  readonly brand: string;
  readonly created: number;
  readonly id: string;
}

/** Writes the requests that the bench sends, cursors at any depth included. */
export class Requests {
  readonly #cursors: Cursors;
  readonly #token: string;

  constructor(rootKey: string, token: string) {
    this.#cursors = new Cursors([deriveKey(Buffer.from(rootKey, "base64"), "cursors")]);
    this.#token = token;
  }

  list(brand: string, ql?: string, after?: Place, limit = 100): string {
    const parts = [`limit=${limit}`];
    if (ql !== undefined) parts.unshift(`ql=${encodeURIComponent(ql)}`);
    if (after !== undefined) {
      const meaning = ql === undefined ? "" : readFilter(ql, callerIds.fields).meaning;
      parts.push(`after=${this.#cursors.write(after, bindCursor("callerId", ORG, brand, meaning))}`);
    }
    return this.get(`${collection(brand)}?${parts.join("&")}`);
  }

  get(path: string): string {
    return `GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${this.#token}\r\n\r\n`;
  }

  create(brand: string, phoneNumber: string): string {
    return this.#write(`POST ${collection(brand)}`, { callerIdDetails: { phoneNumber } });
  }

  /** An update that is accepted whatever the version: a new review of the same details. */
  update(brand: string, id: string, callerIdDetails: unknown): string {
    return this.#write(`PUT ${collection(brand)}/${id}`, { id, callerIdDetails });
  }

  #write(line: string, value: unknown): string {
    const body = JSON.stringify(value);
    return (
      `${line} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${this.#token}\r\nif-match: *\r\n` +
      `content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`
    );
  }
}

function collection(brand: string): string {
  return `/api/v1/orgs/${ORG}/brands/${brand}/caller-ids`;
}

export async function fetchToken(port: number, { id, secret } = CLIENT): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1/oauth2/token`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      client_id: id,
      client_secret: secret,
      grant_type: "client_credentials",
      scope: "business",
    }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}

/** Draws places over all brands and depths, the same for the same seed. */
export function drawPlaces(database: string, brands: number, count: number, seed: number): Place[] {
  const db = new Database(database, { readonly: true });
  const random = generator(seed);
  const all = Array.from({ length: brands }, (_, index) => {
    const brand = brandId(index);
    const rows = db
      .prepare("select created, id from caller_ids where brand_id = ? and deleted = 0")
      .raw()
      .all(sortKey(brand)) as [number, string][];
    return Array.from({ length: Math.ceil(count / brands) }, () => {
      const [created, id] = rows[Math.floor(random() * rows.length)] ?? [0, ""];
      return { brand, created, id: idOf(id) };
    });
  });
  db.close();
  // One of each brand in turn, as many clients would ask.
  return all[0]?.flatMap((_, index) => all.map((places) => places[index] as Place)) ?? [];
}

/** Mulberry32: enough to draw the same places each time. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The root key that a registry in a SQLite file made for itself. */
export function rootKeyOf(database: string): string {
  const db = new Database(database, { readonly: true });
  const rootKey = db.prepare("select root_key from registry").pluck().get() as string;
  db.close();
  return rootKey;
}

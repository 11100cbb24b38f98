import { join } from "node:path";
import { buildRegistry } from "./data.ts";
import { type Callmark, startCallmark } from "./program.ts";
import type { Line } from "./report.ts";
import { drawPlaces, fetchToken, type Place, Requests, rootKeyOf } from "./requests.ts";

/** How much is built and how long it is driven. */
export interface Extent {
  readonly brands: number;
  /** Caller IDs of each brand. */
  readonly each: number;
  readonly rounds: number;
  /** Milliseconds of one run, and of the warming up before the first. */
  readonly duration: number;
  readonly warmUp: number;
}

export const FULL: Extent = { brands: 10, each: 150_000, rounds: 5, duration: 4_000, warmUp: 15_000 };
export const QUICK: Extent = { brands: 10, each: 15_000, rounds: 3, duration: 1_500, warmUp: 4_000 };

const SMALL = 1_000;
const PLACES = 10_000;
const SEED = 20_261_001;

/** A registry that serves, and what is sent to it. */
export interface Target {
  readonly database: string;
  readonly program: Callmark;
  readonly requests: Requests;
  /** Places at any depth of all its brands, drawn with a fixed seed. */
  readonly places: readonly Place[];
}

/** What every section of the bench works with. */
export interface Session {
  readonly extent: Extent;
  readonly lines: Line[];
  /** Where files may be put that go with the bench. */
  readonly folder: string;
  say(text: string): void;
}

/** What those work with that ask what is served. */
export interface Bench extends Session {
  readonly large: Target;
  /** One brand of 1,000. */
  readonly small: Target;
}

/** Builds a registry and starts `callmark serve` on it, with its defaults, its access log going to a file. */
export async function serveRegistry(
  folder: string,
  name: "large" | "small",
  { brands, each }: Pick<Extent, "brands" | "each">,
): Promise<Target> {
  const database = join(folder, `${name}.db`);
  await buildRegistry(database, brands, each);
  const program = await startCallmark(`file:${database}`, join(folder, `${name}.log`));
  const requests = new Requests(rootKeyOf(database), await fetchToken(program.port));
  return { database, program, requests, places: drawPlaces(database, brands, PLACES, SEED) };
}

export const serveSmall = (folder: string): Promise<Target> =>
  serveRegistry(folder, "small", { brands: 1, each: SMALL });

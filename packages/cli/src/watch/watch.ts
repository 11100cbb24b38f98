import { styleText } from "node:util";
import { CallmarkError, type State } from "@callmark/client";
import { type Command, InvalidArgumentError, Option } from "commander";
import { addConnectionOptions, type ConnectionOptions, connect, connectToBrand } from "../connection.ts";
import { exampleText } from "../examples.ts";
import { interruptible } from "../interrupt.ts";
import { stateStyle } from "../listing/columns.ts";
import { writeOut } from "../listing/out.ts";
import { fit, oneLine } from "../listing/text.ts";
import { KIND_WORDS, type KindWord, RESOURCE_TYPES } from "../notices/notice-options.ts";
import { assets } from "../resources/assets.ts";
import { brands } from "../resources/brands.ts";
import { callerIds } from "../resources/caller-ids.ts";
import { stateOption, whereOf } from "../resources/filter-options.ts";
import type { AnyResource, Noun } from "../resources/noun.ts";
import { serverDate } from "../server-date.ts";
import { byPolling } from "./by-polling.ts";
import { byStream } from "./by-stream.ts";
import { observe } from "./observer.ts";

interface Options extends ConnectionOptions {
  readonly kind: KindWord;
  readonly where?: string;
  readonly state?: readonly State[];
  readonly interval: number;
  readonly poll?: boolean;
  readonly json?: boolean;
}

const NOUNS = { "caller-id": callerIds, brand: brands, asset: assets } as const;
const DEFAULT_INTERVAL = 5;
const INTERVAL_MAXIMUM = 3600;

export function buildWatch(watch: Command): void {
  watch
    .addOption(new Option("--kind <kind>", "what to watch").choices(KIND_WORDS).default("caller-id"))
    .option("--where <ql>", "changes of those that a filter (RSQL) picks, as they are after the change")
    .addOption(stateOption("changes to a state, or to one of several"))
    .addOption(
      new Option("--interval <seconds>", "how often to look where the server has no stream of events")
        .default(DEFAULT_INTERVAL)
        .argParser(readInterval),
    )
    .option("--poll", "look again and again, even where there is a stream")
    .option("--json", "print a line of JSON for each: the resource as it is now");
  addConnectionOptions(watch, { reach: "brand" })
    .addHelpText(
      "after",
      exampleText([
        "callmark watch",
        "callmark watch --state REJECTED,FAILED",
        "callmark watch --where 'callerIdDetails.phoneNumber==+1800*' --json | jq -r .state",
      ]),
    )
    .action((options: Options) => interruptible((signal) => watchUntil(signal, options)));
}

async function watchUntil(signal: AbortSignal, options: Options): Promise<void> {
  try {
    await follow(NOUNS[options.kind] as unknown as Noun, options, signal);
  } catch (error) {
    // Being told to stop is how it ends.
    if (!signal.aborted) throw error;
  }
}

async function follow(noun: Noun, options: Options, signal: AbortSignal): Promise<void> {
  const connection = await (noun.reach === "brand" ? connectToBrand(options) : connect(options));
  const { client, orgId, brandId = "" } = connection;
  const { date = Date.now() } = await serverDate(client.baseUrl, signal).catch(() => ({ date: undefined }));
  const observer = observe(noun.collection({ client, orgId, brandId }), {
    where: whereOf(options, []),
    now: date,
  });
  const interval = options.interval * 1000;
  const told = (how: string) => () => {
    if (!options.json) process.stderr.write(`Watching ${noun.many} ${how}; Ctrl-C ends it\n`);
  };
  const polling = () =>
    byPolling(observer, { interval, signal, onOpen: told(`every ${options.interval} s`) });
  if (options.poll) {
    await tell(polling(), noun, options);
    return;
  }
  const stream = byStream(observer, {
    events: client.events({ orgId }),
    resourceType: RESOURCE_TYPES[options.kind],
    brandId: noun.reach === "brand" ? brandId : undefined,
    signal,
    onOpen: told("by the stream of events"),
  });
  const isOver = await tell(stream, noun, options).catch((error: unknown) => {
    if (!hasNoStream(error)) throw error;
    return true;
  });
  if (isOver) await tell(polling(), noun, options);
}

/** A server that does not know the path, or the method there, has no stream: it is this project's own. */
function hasNoStream(error: unknown): boolean {
  return (
    error instanceof CallmarkError &&
    (error.status === 404 || error.status === 405) &&
    error.request?.endsWith("/events/stream") === true
  );
}

/** Prints changes until there are no more; `false` where nobody reads them any longer. */
async function tell(
  changes: AsyncIterable<AnyResource>,
  noun: Pick<Noun, "columns">,
  { json = false }: Options,
): Promise<boolean> {
  const line = json ? (resource: AnyResource) => JSON.stringify(resource) : liner(noun);
  for await (const resource of changes) {
    if (!(await writeOut(`${line(resource)}\n`))) return false;
  }
  return true;
}

/** The longest state's. */
const STATE_WIDTH = 10;

/** A line for a change: when, to which state, and what; in a pipe with tabs between them. */
function liner({ columns }: Pick<Noun, "columns">): (resource: AnyResource) => string {
  const own = columns.filter(({ field }) => field !== "state" && field !== "updatedDate");
  return (resource) => {
    const { state, updatedDate } = resource;
    const cells = own.map(({ of }) => oneLine(of(resource) ?? ""));
    const { stdout } = process;
    if (!stdout.isTTY) return [updatedDate, state, ...cells].join("\t");
    const width = (stdout.columns || 80) - updatedDate.length - STATE_WIDTH - 4;
    const style = stateStyle(state);
    const shown = style === undefined ? state : styleText(style, state, { stream: stdout });
    const gap = " ".repeat(Math.max(0, STATE_WIDTH - state.length));
    return `${updatedDate}  ${shown}${gap}  ${fit(cells.filter(Boolean).join("  "), width)}`;
  };
}

function readInterval(text: string): number {
  const seconds = /^[0-9]{1,4}$/.test(text) ? Number(text) : 0;
  if (seconds >= 1 && seconds <= INTERVAL_MAXIMUM) return seconds;
  throw new InvalidArgumentError(`It is a whole number of seconds from 1 to ${INTERVAL_MAXIMUM}.`);
}

import { isAway, ServerError, UnexpectedAnswer } from "../errors.ts";
import type { ResourceEvent } from "../resources/notice.ts";
import { nameOf, type Request } from "../transport/request.ts";
import type { Sender } from "../transport/sender.ts";
import { chunksOf } from "./chunks.ts";
import { EventParser, type Message } from "./parser.ts";

/** What a stream is followed with. */
export interface StreamOptions {
  /** The id of the event that was seen last: the stream goes on behind it. Unless given, it begins now. */
  readonly lastEventId?: string | undefined;
  /** The one way to end an iteration while it waits for an event. */
  readonly signal?: AbortSignal | undefined;
  /** Called whenever the stream is open: from then on nothing is missed. */
  readonly onOpen?: (() => void) | undefined;
}

/** An event of the stream. */
export interface StreamEvent {
  /** What the stream is resumed with behind this event. */
  readonly id: string;
  readonly data: ResourceEvent;
}

/** Milliseconds without a sign of life after which a stream counts as lost: callmark gives one every 15 seconds. */
const SILENCE = 60_000;

/**
 * What happens in an org, as it happens. A stream that ends, falls silent or is cut is opened again behind the last
 * event, until the iteration is left or the signal is aborted; only one that cannot be opened at first, or that the
 * server refuses, throws.
 */
export async function* follow(
  sender: Sender,
  path: string,
  { lastEventId = "", signal, onOpen }: StreamOptions,
): AsyncGenerator<StreamEvent, void, undefined> {
  let resumed = lastEventId;
  let wasOpen = false;
  for (let failures = 0; ; failures += 1) {
    const parser = new EventParser(resumed);
    const headers = { accept: "text/event-stream", ...(resumed !== "" && { "last-event-id": resumed }) };
    const request: Request = { operation: "read", method: "GET", path, headers, signal };
    try {
      const body = await sender.open(request);
      // 204 is the standard's way to say that there is no use in coming back.
      if (body === undefined) return;
      wasOpen = true;
      onOpen?.();
      let isNew = true;
      for await (const chunk of chunksOf(request, body, SILENCE)) {
        // One that only ever says hello is a failure like the one before.
        if (!isNew) failures = 0;
        isNew = false;
        for (const message of parsed(request, parser, chunk)) yield eventOf(request, message);
      }
    } catch (error) {
      if (!wasOpen || !(isAway(error) || error instanceof ServerError)) throw error;
    }
    resumed = parser.lastEventId;
    await sender.pause(failures + 1, parser.retry ?? 0, signal);
  }
}

function parsed(request: Request, parser: EventParser, chunk: Uint8Array): Message[] {
  try {
    return parser.push(chunk);
  } catch (cause) {
    throw unreadable(request, "an event that is too long", cause);
  }
}

function eventOf(request: Request, { lastEventId, data }: Message): StreamEvent {
  try {
    return { id: lastEventId, data: JSON.parse(data) as ResourceEvent };
  } catch (cause) {
    throw unreadable(request, "an event that is no JSON", cause);
  }
}

function unreadable(request: Request, what: string, cause: unknown): UnexpectedAnswer {
  return new UnexpectedAnswer({
    message: `${nameOf(request)} told ${what}`,
    request: nameOf(request),
    cause,
  });
}

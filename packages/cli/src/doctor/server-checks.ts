import { type CallmarkClient, CallmarkError, isLoopback, TokenRefused } from "@callmark/client";
import type { Account } from "../profiles/settle.ts";
import { reasonOf } from "../reason.ts";
import { type ServerDate, serverDate } from "../server-date.ts";
import { type Found, failed, ok, skipped } from "./found.ts";

/** By how much the clocks may differ, in milliseconds: tokens and dates in filters bear no more. */
const CLOCK_TOLERANCE = 30_000;

/** Does the address answer? */
export async function checkAddress({
  baseUrl,
}: Account): Promise<{ readonly found: Found; readonly answer?: ServerDate }> {
  try {
    const answer = await serverDate(baseUrl);
    const { protocol, hostname } = new URL(baseUrl);
    if (answer.status >= 300 && answer.status < 400) {
      const advice = "Give the address that it leads to: callmark login --base-url URL";
      return { found: failed(`${baseUrl} answers ${answer.status} and leads elsewhere`, advice), answer };
    }
    const inTheClear =
      protocol === "http:" && !isLoopback(hostname) ? "; secrets go there in the clear: use https:" : "";
    return { found: ok(`${baseUrl} answers${inTheClear}`), answer };
  } catch (error) {
    const advice = isDemoAddress(baseUrl)
      ? "Start it: callmark serve --demo; or set up another server: callmark login"
      : "Is the server up, and the address right? callmark login --base-url URL sets another";
    return { found: failed(`${baseUrl} does not answer: ${reasonOf(error)}`, advice) };
  }
}

const isDemoAddress = (baseUrl: string) => baseUrl === "http://127.0.0.1:8080";

/** Is the server's clock this machine's? `date`, `now`: milliseconds since 1970. */
export function checkClock({ date }: ServerDate, now: number): Found {
  if (date === undefined) return skipped("the server does not say what time it has");
  // The server's date is cut to the second.
  const apart = Math.max(0, Math.abs(now - date) - 1000);
  const seconds = Math.round(apart / 1000);
  if (apart <= CLOCK_TOLERANCE)
    return ok(seconds === 0 ? "as the server's" : `${seconds} s from the server's`);
  const side = now > date ? "ahead of" : "behind";
  return failed(`${seconds} s ${side} the server's`, "Set this machine's clock, or the server's, by NTP");
}

/** Does the server give the account a token? */
export async function checkToken(client: CallmarkClient, { clientId, profile }: Account): Promise<Found> {
  try {
    const { expires } = await client.accessToken();
    const minutes = Math.round((expires - Date.now()) / 60_000);
    return ok(`account ${clientId} has a token for ${minutes} min`);
  } catch (error) {
    if (error instanceof TokenRefused) {
      const how = profile === undefined ? "CALLMARK_CLIENT_SECRET" : `callmark login --profile ${profile}`;
      return failed(
        `account ${clientId} gets none: ${error.message}`,
        `Give its secret anew: ${how}; an operator makes a new one: callmark admin account secret ${clientId}`,
      );
    }
    const what = error instanceof CallmarkError ? error.message : reasonOf(error);
    return failed(what, "Is the address that of a server that speaks this API?");
  }
}

/** How long the stream may take to open, in milliseconds. */
const OPENING = 10_000;

/** Can events be followed as they happen? */
export async function checkStream(client: CallmarkClient, orgId: string): Promise<Found> {
  const opened = new AbortController();
  const signal = AbortSignal.any([opened.signal, AbortSignal.timeout(OPENING)]);
  try {
    const events = client.events({ orgId }).stream({ signal, onOpen: () => opened.abort() });
    for await (const _ of events) break;
    return ok("open");
  } catch (error) {
    if (opened.signal.aborted) return ok("open");
    if (error instanceof CallmarkError && (error.status === 404 || error.status === 405)) {
      return ok("the server has none: callmark watch looks again and again instead");
    }
    return failed(`does not open: ${reasonOf(error)}`, "callmark watch --poll does without it");
  }
}

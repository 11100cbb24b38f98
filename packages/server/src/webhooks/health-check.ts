import { randomUUID } from "node:crypto";
import { newSecret } from "../access/secrets.ts";
import { type Answer, type Message, NoAnswer } from "./send.ts";
import { signedHeaders } from "./signature.ts";
import { TargetRefused } from "./target.ts";

/** What a receiver must answer to a signature that is wrong, and to one that is right. */
const EXPECTED = { wrong: 400, right: 204 } as const;
const SHOWN_CHARACTERS = 200;

export interface HealthCheck {
  readonly url: string;
  readonly secret: string;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly send: (message: Message) => Promise<Answer>;
}

/**
 * Asks a receiver whether it checks signatures. Gives what is wrong with it in one line, or `undefined`.
 */
export async function healthFault({ url, secret, clock, send }: HealthCheck): Promise<string | undefined> {
  for (const [which, expected] of Object.entries(EXPECTED)) {
    const now = clock();
    const createdDate = new Date(now).toISOString();
    const body = JSON.stringify({ type: "HEALTH_CHECK", id: `${randomUUID()}_HEALTH`, createdDate });
    const signedWith = which === "right" ? secret : newSecret();
    try {
      const answer = await send({ url, body, headers: signedHeaders({ secret: signedWith, body }, now) });
      if (answer.status !== expected) {
        return `It answered ${shown(answer)} to a ${which} signature; expected ${expected}`;
      }
    } catch (error) {
      if (!(error instanceof NoAnswer || error instanceof TargetRefused)) throw error;
      return error.message;
    }
  }
  return undefined;
}

function shown({ status, text }: Answer): string {
  const line = text
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim()
    .slice(0, SHOWN_CHARACTERS);
  return line === "" ? String(status) : `${status} (${line})`;
}

import { UnexpectedAnswer } from "../errors.ts";
import { type Answer, nameOf, type Request } from "./request.ts";
import type { Sender } from "./sender.ts";
import type { Time } from "./time.ts";
import type { AccessToken } from "./token-source.ts";

/** Who asks for a token, and what for. */
export interface Account {
  readonly clientId: string;
  readonly clientSecret: string | (() => string | Promise<string>);
  readonly scope: string;
}

const PATH = "/api/v1/oauth2/token";
/** Seconds that a token is taken to live where the answer does not say so (RFC 6749, 5.1, only recommends it). */
const ASSUMED_LIFE = 3600;
/** What may stand behind `Bearer ` (RFC 6750, 2.1, and what else a header can hold). */
const IS_TOKEN = /^[\x21-\x7e]+$/;

/**
 * Asks the token endpoint (RFC 6749, 4.4). Throws `TokenRefused` where it refuses the account; the error never has the
 * secret in it, even where the server repeats it.
 */
export async function fetchToken(
  { clientId, clientSecret, scope }: Account,
  { sender, time, signal }: { readonly sender: Sender; readonly time: Time; readonly signal: AbortSignal },
): Promise<AccessToken> {
  const secret = typeof clientSecret === "function" ? await clientSecret() : clientSecret;
  if (typeof secret !== "string" || secret === "") throw new TypeError("clientSecret must give a text");
  const body = { client_id: clientId, client_secret: secret, grant_type: "client_credentials", scope };
  const request: Request = { operation: "token", method: "POST", path: PATH, body, signal };
  const asked = time.now();
  return tokenOf(request, await sender.send(request), asked);
}

function tokenOf(request: Request, { status, body }: Answer, asked: number): AccessToken {
  const { access_token, expires_in, token_type } = (body ?? {}) as Readonly<Record<string, unknown>>;
  const isBearer = typeof token_type === "string" && token_type.toLowerCase() === "bearer";
  if (!isBearer || typeof access_token !== "string" || !IS_TOKEN.test(access_token)) {
    const message = `${nameOf(request)} was answered ${status} without a bearer token`;
    throw new UnexpectedAnswer({ message, request: nameOf(request), status });
  }
  const life = typeof expires_in === "number" && expires_in > 0 ? expires_in : ASSUMED_LIFE;
  return { value: access_token, expires: asked + life * 1000 };
}

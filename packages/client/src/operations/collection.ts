import { UnexpectedAnswer } from "../errors.ts";
import type { Kind } from "../resources/kind.ts";
import type { Envelope } from "../resources/resource.ts";
import { type Answer, nameOf, type Request } from "../transport/request.ts";
import type { Sender } from "../transport/sender.ts";
import type { Time } from "../transport/time.ts";

/** What the operations of a collection work with. */
export interface Collection<Resource extends Envelope, Details, Field extends string> {
  readonly kind: Kind<Resource, Details, Field>;
  readonly sender: Sender;
  readonly time: Time;
  /** Without a slash at its end. */
  readonly path: string;
}

/** The body of an answer, which must be a resource. */
export function resourceOf<Resource>(request: Request, { status, body }: Answer): Resource {
  const { id } = (body ?? {}) as { readonly id?: unknown };
  if (typeof id === "string") return body as Resource;
  const message = `${nameOf(request)} was answered ${status} without a resource`;
  throw new UnexpectedAnswer({ message, request: nameOf(request), status });
}

import { UnexpectedAnswer } from "../errors.ts";
import type { Account, Caller, Delivery, Department, Summary, Webhook } from "../resources/registry.ts";
import { nameOf, type Request, segment } from "../transport/request.ts";
import type { Sender } from "../transport/sender.ts";
import { type Listing, listingOf } from "./listing.ts";
import type { PageQuery } from "./pages.ts";
import type { CallOptions } from "./resources.ts";

/** The webhooks of an org, and what they were told. */
export interface Webhooks {
  /** Oldest first. */
  list(query?: PageQuery): Listing<Webhook>;
  /** What a webhook was told, and is still to be told, newest first. Throws `NotFound` where there is no such webhook. */
  deliveries(webhookId: string, query?: PageQuery): Listing<Delivery>;
  /** Sends a delivery again. One that has not come to its end is queued already, and that is no error. */
  replay(webhookId: string, eventId: string, options?: CallOptions): Promise<void>;
}

/** @param path of the org's webhooks, without a slash at its end */
export function webhooksOf(sender: Sender, path: string): Webhooks {
  const deliveriesOf = (webhookId: string) => `${path}/${segment("webhookId", webhookId)}/deliveries`;
  return {
    list: (query = {}) => listingOf<Webhook>({ sender, path }, query),
    deliveries: (webhookId, query = {}) =>
      listingOf<Delivery>({ sender, path: deliveriesOf(webhookId) }, query),
    async replay(webhookId, eventId, { signal } = {}) {
      const at = `${deliveriesOf(webhookId)}/${segment("eventId", eventId)}/replay`;
      await sender.send({ operation: "replay", method: "POST", path: at, signal });
    },
  };
}

/** The account of the client's token. */
export function readAccount(sender: Sender, options: CallOptions): Promise<Account> {
  return readOne<Account>(sender, "/registry/v1/account", "clientId", options);
}

/** Every department that the server knows. */
export async function readDepartments(sender: Sender, options: CallOptions): Promise<readonly Department[]> {
  const path = "/registry/v1/departments";
  const { departments } = await readOne<{ readonly departments: readonly Department[] }>(
    sender,
    path,
    "departments",
    options,
  );
  return departments;
}

/** Who calls from a number. */
export function lookUpCaller(sender: Sender, phoneNumber: string, options: CallOptions): Promise<Caller> {
  return readOne<Caller>(
    sender,
    `/registry/v1/callers/${segment("phoneNumber", phoneNumber)}`,
    "name",
    options,
  );
}

/** @param path of the brand, without a slash at its end */
export function readSummary(sender: Sender, path: string, options: CallOptions): Promise<Summary> {
  return readOne<Summary>(sender, `${path}/summary`, "states", options);
}

/** One thing at a path, which is known by a member that it has. */
async function readOne<One>(
  sender: Sender,
  path: string,
  member: keyof One & string,
  { signal }: CallOptions,
): Promise<One> {
  const request: Request = { operation: "read", method: "GET", path, signal };
  const { status, body } = await sender.send(request);
  if (typeof body === "object" && body !== null && member in body) return body as One;
  const message = `${nameOf(request)} was answered ${status} without \`${member}\``;
  throw new UnexpectedAnswer({ message, request: nameOf(request), status });
}

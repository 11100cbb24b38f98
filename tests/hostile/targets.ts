import { type Answer, type CallerId, callerIdOf, pageOf } from "../support/answer.ts";
import type { NewAccount } from "../support/world.ts";

interface Known {
  readonly id: string;
  readonly etag: string;
  readonly phoneNumber: string;
}

/** How many resources and links are kept in mind. */
const KEPT = 200;

/** What requests are made about: a brand, who may write to it, and what answers have told of it so far. */
export class Targets {
  readonly orgId: string;
  readonly brandId: string;
  readonly otherOrgId: string;
  readonly account: NewAccount;
  readonly tokens: Readonly<Record<"writer" | "reader" | "other" | "expired", string>>;
  readonly known: Known[] = [];
  readonly next: string[] = [];

  constructor(given: Pick<Targets, "orgId" | "brandId" | "otherOrgId" | "account" | "tokens">) {
    this.orgId = given.orgId;
    this.brandId = given.brandId;
    this.otherOrgId = given.otherOrgId;
    this.account = given.account;
    this.tokens = given.tokens;
  }

  get id(): string {
    return this.known.at(-1)?.id ?? "1";
  }

  get phoneNumber(): string {
    return this.known.at(-1)?.phoneNumber ?? "+18005555555";
  }

  /** Takes note of what a known request found or made. */
  learn(method: string, answer: Answer): void {
    if (method === "HEAD" || (answer.status !== 200 && answer.status !== 201)) return;
    if (answer.text.startsWith('{"data":')) {
      const { data, pagination } = pageOf(answer);
      if (pagination.next !== undefined) keep(this.next, pagination.next);
      for (const found of data.slice(0, 2).filter(isCallerId)) this.#know(found);
    } else if (answer.text.startsWith('{"orgId":')) {
      this.#know(callerIdOf(answer));
    }
  }

  #know({ id, etag, callerIdDetails }: CallerId): void {
    keep(this.known, { id, etag, phoneNumber: callerIdDetails.phoneNumber });
  }
}

/** Other lists have other things. */
function isCallerId(found: Partial<CallerId>): boolean {
  return found.id !== undefined && found.callerIdDetails !== undefined;
}

function keep<One>(list: One[], one: One): void {
  list.push(one);
  if (list.length > KEPT) list.shift();
}

import type { IncomingMessage } from "node:http";
import type { Grant, KindName } from "../../registry/store.ts";
import type { Answer } from "../answer.ts";
import type { Deps } from "../exchange.ts";

/** A request to the review API, let in by the steps before it. */
export interface ReviewExchange {
  readonly deps: Deps;
  /** What the path names; absent where it names the queue. */
  readonly about?: { readonly kind: KindName; readonly brandId: string; readonly id: string };
  readonly rawQuery: string;
  readonly raw: IncomingMessage;
  readonly body: () => Promise<Buffer>;
}

export interface ReviewEndpoint {
  readonly writes: boolean;
  run(exchange: ReviewExchange, grant: Grant): Promise<Answer>;
}

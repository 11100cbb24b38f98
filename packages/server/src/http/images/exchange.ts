import type { IncomingMessage } from "node:http";
import { PATHS } from "@callmark/contract";
import type { Grant } from "../../registry/store.ts";
import type { Answer } from "../answer.ts";
import type { Deps } from "../exchange.ts";
import type { Upload } from "./upload-body.ts";

/** A request to an image's path, let in by the steps before it. */
export interface ImageExchange {
  readonly deps: Deps;
  /** The org of the path, whose image it is. */
  readonly orgId: string;
  /** "" where the path names none. */
  readonly imageId: string;
  /** The query string as it came, without its `?`. */
  readonly rawQuery: string;
  readonly raw: IncomingMessage;
  /** What was uploaded; read and decoded once, however often it is asked for. Steps 6 to 8. */
  readonly upload: () => Promise<Upload>;
}

/** One operation on images. */
export interface ImageEndpoint {
  /** Does it need a read-write account? */
  readonly writes: boolean;
  /** Steps 6 to 9 of the order of checks. `grant.orgId` is the caller's org, which may be another than the path's. */
  run(exchange: ImageExchange, grant: Grant): Promise<Answer>;
}

/** What the methods of a path of images do; its parameters are `orgId` and `imageId`. */
export type ImageMethods = Readonly<Record<string, ImageEndpoint>>;

export const metadataPath = (orgId: string, id: string): string =>
  PATHS.imageMetadata.replace("{orgId}", orgId).replace("{imageId}", id);

import type { IncomingMessage } from "node:http";
import { isImageId } from "../../registry/images.ts";
import { Problem } from "../../registry/problem.ts";
import type { Grant } from "../../registry/store.ts";
import type { Answer } from "../answer.ts";
import type { Deps } from "../exchange.ts";
import { expectMediaType } from "../media-type.ts";
import { expectUnmoved } from "../outcome.ts";
import { admitted } from "../pipeline.ts";
import type { ImageEndpoint, ImageExchange, ImageRoute } from "./exchange.ts";
import { FORM_TYPE } from "./form.ts";
import { readUpload, type Upload } from "./upload-body.ts";

/** A request to a path of images, as the router found it. */
export interface IncomingImage {
  readonly deps: Deps;
  readonly raw: IncomingMessage;
  readonly route: ImageRoute;
  /** The path's parameters, decoded. */
  readonly parameters: { readonly orgId?: string; readonly imageId?: string };
  readonly rawQuery: string;
}

/** Answers a request in the order of checks (docs/contract.md). Throws the `Problem` that the client is told. */
export async function answerImage({
  deps,
  raw,
  route,
  parameters,
  rawQuery,
}: IncomingImage): Promise<Answer> {
  const { orgId = "", imageId } = parameters;
  const { workshop } = deps.images;
  let leave: (() => void) | undefined;
  let read: Promise<Upload> | undefined;
  const exchange: ImageExchange = {
    deps,
    orgId,
    imageId: imageId ?? "",
    rawQuery,
    raw,
    async upload() {
      expectMediaType(raw.headers, FORM_TYPE); // 6
      leave ??= workshop.enter();
      read ??= readUpload({ raw, rawQuery }, workshop);
      return read;
    },
  };
  const isThere = imageId === undefined || isImageId(imageId);
  const asked = {
    deps,
    raw,
    orgId,
    methods: isThere ? route.methods : undefined,
    partners: "write",
  } as const;
  try {
    return await admitted(asked, (endpoint, grant) => run(endpoint, exchange, grant)); // 1 to 4
  } finally {
    // Only now the file and its pictures leave the memory.
    leave?.();
  }
}

async function run(endpoint: ImageEndpoint, exchange: ImageExchange, grant: Grant): Promise<Answer> {
  try {
    return await endpoint.run(exchange, grant); // 6 to 9
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    // The refusal counts only if the token that it answers still does.
    await expectUnmoved(exchange.deps, grant);
    throw error;
  }
}

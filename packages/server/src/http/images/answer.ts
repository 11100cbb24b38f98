import { isImageId } from "../../registry/images.ts";
import type { Answer } from "../answer.ts";
import type { Incoming } from "../exchange.ts";
import { expectMediaType } from "../media-type.ts";
import { refusable } from "../outcome.ts";
import { admitted } from "../pipeline.ts";
import type { ImageExchange, ImageMethods } from "./exchange.ts";
import { FORM_TYPE } from "./form.ts";
import { readUpload, type Upload } from "./upload-body.ts";

/** Answers a request in the order of checks (docs/contract.md). Throws the `Problem` that the client is told. */
export async function answerImage(
  { deps, raw, parameters, rawQuery }: Incoming,
  methods: ImageMethods,
): Promise<Answer> {
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
      read ??= readUpload({ deps, orgId, raw, rawQuery });
      return read;
    },
  };
  const isThere = imageId === undefined || isImageId(imageId);
  const asked = {
    deps,
    raw,
    orgId,
    methods: isThere ? methods : undefined,
    partners: "write",
  } as const;
  try {
    return await admitted(
      asked,
      (endpoint, grant) => refusable(deps, grant, () => endpoint.run(exchange, grant)), // 6 to 9
    );
  } finally {
    // Only now the file and its pictures leave the memory.
    leave?.();
  }
}

import { UnexpectedAnswer } from "../errors.ts";
import type { ImageMetadata } from "../resources/image.ts";
import { type Answer, nameOf, type Request, segment } from "../transport/request.ts";
import type { Sender } from "../transport/sender.ts";
import { resourceOf } from "./collection.ts";
import type { CallOptions } from "./resources.ts";

/** What an upload takes. */
export interface UploadOptions extends CallOptions {
  /** What the file is called. */
  readonly filename: string;
}

/** The images of an org. */
export interface Images {
  /**
   * Uploads a JPEG or a PNG of at most 15 MiB. Throws `BadRequest` where it is none, or is damaged, and `PayloadTooLarge`.
   */
  upload(file: Blob | Uint8Array, options: UploadOptions): Promise<ImageMetadata>;
  /** Throws `NotFound` where there is none. */
  metadata(imageId: string, options?: CallOptions): Promise<ImageMetadata>;
}

/** @param path of the org's images, without a slash at its end */
export function imagesOf(sender: Sender, path: string): Images {
  const metadata: Images["metadata"] = async (imageId, { signal } = {}) => {
    const at = `${path}/${segment("imageId", imageId)}/metadata`;
    const request: Request = { operation: "read", method: "GET", path: at, signal };
    return resourceOf(request, await sender.send(request));
  };
  return {
    metadata,
    async upload(file, { filename, signal }) {
      const form = new FormData();
      form.append(
        "file",
        file instanceof Blob ? file : new Blob([file as Uint8Array<ArrayBuffer>]),
        filename,
      );
      const request: Request = { operation: "upload", method: "POST", path: `${path}/upload`, form, signal };
      const answer = await sender.send(request);
      return isMetadata(answer.body) ? answer.body : metadata(uploadedId(request, answer), { signal });
    },
  };
}

/** callmark answers an upload with the metadata; what is documented is where they are. */
function isMetadata(body: unknown): body is ImageMetadata {
  return typeof (body as Partial<ImageMetadata> | undefined)?.id === "string";
}

function uploadedId(request: Request, { status, headers }: Answer): string {
  const id = /\/images\/([^/?#]+)\/metadata/.exec(headers.get("location") ?? "")?.[1];
  if (id !== undefined) return id;
  const message = `${nameOf(request)} was answered ${status} without saying where the image is`;
  throw new UnexpectedAnswer({ message, request: nameOf(request), status });
}

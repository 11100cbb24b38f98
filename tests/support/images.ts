import { type ImageMetadata, PATHS } from "@callmark/contract";
import type { Answer } from "./answer.ts";
import type { Api } from "./api.ts";

export const BOUNDARY = "callmark-test-boundary";
export const FORM_HEADERS = { "content-type": `multipart/form-data; boundary=${BOUNDARY}` } as const;

/** A part of a form. */
export interface FormPart {
  readonly bytes: Buffer;
  readonly filename?: string;
  readonly name?: string;
  readonly contentType?: string;
}

/** A form of these parts (RFC 7578). */
export function formOf(...parts: readonly FormPart[]): Buffer {
  const written = parts.flatMap(({ bytes, filename, name = "file", contentType }) => {
    const file = filename === undefined ? "" : `; filename="${filename}"`;
    const type = contentType === undefined ? "" : `\r\nContent-Type: ${contentType}`;
    const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${file}${type}\r\n\r\n`;
    return [Buffer.from(head), bytes, Buffer.from("\r\n")];
  });
  return Buffer.concat([...written, Buffer.from(`--${BOUNDARY}--\r\n`)]);
}

export function uploadPath({ orgId }: Pick<Api, "orgId">): string {
  return PATHS.imageUpload.replace("{orgId}", orgId);
}

/** Uploads a form of these parts. */
export function upload(api: Api, ...parts: readonly FormPart[]): Promise<Answer> {
  return api.call({ method: "POST", target: uploadPath(api), headers: FORM_HEADERS, body: formOf(...parts) });
}

export function metadataOf(answer: Answer): ImageMetadata {
  if (answer.status !== 200 && answer.status !== 201) {
    throw new Error(`Refused: ${answer.status} ${answer.text}`);
  }
  return JSON.parse(answer.text) as ImageMetadata;
}

/** A picture, which anybody may get. */
export async function getPicture(url: string, target: string, method = "GET") {
  const answer = await fetch(url + target, { method });
  return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
}

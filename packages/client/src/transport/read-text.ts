import { UnexpectedAnswer } from "../errors.ts";

/** Bytes that are read of a success: far more than a page of 1,000 resources has. */
const LONGEST_BODY = 64 * 1024 * 1024;
/** Bytes that are read of an error. */
const LONGEST_ERROR = 256 * 1024;

/**
 * The body of an answer as text, read to its end. Of an error that is too long, the beginning alone; throws
 * `UnexpectedAnswer` for a success that is.
 */
export async function readText(response: Response, request: string): Promise<string> {
  const { body, headers, ok, status } = response;
  if (body === null) return "";
  const limit = ok ? LONGEST_BODY : LONGEST_ERROR;
  const length = headers.get("content-length");
  // The usual case is left to the platform, which is faster: the length is stated, and nothing is packed.
  if (length !== null && Number(length) <= limit && !headers.has("content-encoding")) return response.text();
  const isTooLong = ok && Number(length) > limit;
  const { text, isWhole } = await readUpTo(body, isTooLong ? 0 : limit);
  if (isWhole || !ok) return text;
  const message = `${request} was answered with more than ${limit} bytes`;
  throw new UnexpectedAnswer({ message, request, status });
}

async function readUpTo(body: ReadableStream<Uint8Array>, limit: number) {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { text: text + decoder.decode(), isWhole: true };
    bytes += value.byteLength;
    if (bytes > limit) {
      await reader.cancel();
      return { text, isWhole: false };
    }
    text += decoder.decode(value, { stream: true });
  }
}

import type { IncomingMessage } from "node:http";
import { LIMITS } from "@callmark/contract";
import { Busboy, type BusboyFileStream, type BusboyHeaders } from "@fastify/busboy";
import { problem } from "../../registry/problem.ts";
import { shown } from "../shown.ts";

export const FORM_TYPE = "multipart/form-data";

/** The one part of an upload. */
export interface FormFile {
  readonly bytes: Buffer;
  /** As it came. */
  readonly filename: string;
  /** The part's own media type; "" where it has none. */
  readonly contentType: string;
}

/** A form that was read to its end; `wrong`: why it is no upload. */
export type Form =
  | { readonly file: FormFile; readonly wrong?: undefined }
  | { readonly wrong: string; readonly file?: undefined };

const FIELD = "file";
const HEADER_BYTES = 16 * 1024;
const HEADERS = 20;
const WANTED = `an upload has one part, '${FIELD}', with a file`;

/**
 * Reads the form of an upload: the file alone is kept in memory, and never more than its limit. Throws 413 past that;
 * what else is wrong is told only once the body is known to be small enough, which comes first in the order of checks.
 */
export function readForm(request: IncomingMessage): Promise<Form> {
  return new Promise((resolve, reject) => {
    let wrong: string | undefined;
    let part: Omit<FormFile, "bytes"> | undefined;
    const chunks: Buffer[] = [];
    const refuse = (reason: string) => {
      wrong ??= reason;
      chunks.length = 0;
    };

    const tooLarge = () => problem("PayloadTooLarge", `The file must not exceed ${LIMITS.imageBytes} bytes`);
    if (Number(request.headers["content-length"] ?? 0) > LIMITS.uploadBytes) {
      reject(tooLarge());
      return;
    }

    const take = (field: string, stream: BusboyFileStream, filename: unknown, contentType: string) => {
      stream.on("error", () => refuse("The form is cut off"));
      stream.on("limit", () => {
        chunks.length = 0;
        reject(tooLarge());
      });
      stream.on("data", (chunk: Buffer) => {
        if (wrong === undefined) chunks.push(chunk);
      });
      if (field !== FIELD) refuse(`The form has a part '${nameOf(field)}'; ${WANTED}`);
      else if (typeof filename !== "string" || filename === "") {
        refuse(`The part '${FIELD}' has no file name; ${WANTED}`);
      } else part = { filename, contentType };
    };

    const parser = parserOf(request);
    if (parser === undefined) refuse("The form has no boundary that can be read");
    parser?.on("file", (field, stream, filename, _encoding, contentType) =>
      take(field, stream, filename, contentType),
    );
    parser?.on("field", (field) =>
      refuse(`The form has a part '${nameOf(field)}' without a file; ${WANTED}`),
    );
    for (const limit of ["partsLimit", "filesLimit", "fieldsLimit"] as const) {
      parser?.on(limit, () => refuse(`The form has more than one part; ${WANTED}`));
    }

    const finish = () => {
      if (wrong === undefined && part === undefined) refuse(`The form has no part '${FIELD}'; ${WANTED}`);
      resolve(
        wrong !== undefined || part === undefined
          ? { wrong: wrong ?? WANTED }
          : { file: { ...part, bytes: Buffer.concat(chunks) } },
      );
    };
    let isParsed = parser === undefined;
    let isRead = false;
    parser?.on("error", () => {
      refuse("The form is malformed, or cut off before its last boundary");
      isParsed = true;
      if (isRead) finish();
    });
    parser?.on("finish", () => {
      isParsed = true;
      if (isRead) finish();
    });

    let length = 0;
    request.on("data", (chunk: Buffer) => {
      length += chunk.length;
      if (length > LIMITS.uploadBytes) {
        chunks.length = 0;
        reject(tooLarge());
      } else if (!isParsed) parser?.write(chunk);
    });
    request.on("end", () => {
      isRead = true;
      if (isParsed) finish();
      else parser?.end();
    });
    // An error is the connection's as well: a client that went away is no fault of the server.
    const ended = () => {
      if (!request.complete) reject(problem("BadRequest", "The connection ended within the body"));
    };
    request.on("error", ended);
    request.on("close", ended);
    // Whoever is gone already says nothing more, not even that.
    if (request.destroyed) ended();
  });
}

function parserOf(request: IncomingMessage): InstanceType<typeof Busboy> | undefined {
  try {
    return new Busboy({
      headers: request.headers as BusboyHeaders,
      // The name is kept as text, whatever it looks like.
      preservePath: true,
      // A part with neither a file name nor a type of bytes is a field, which an upload does not have.
      limits: {
        parts: 1,
        files: 1,
        fileSize: LIMITS.imageBytes,
        fieldSize: 1,
        headerPairs: HEADERS,
        headerSize: HEADER_BYTES,
      },
    });
  } catch {
    return undefined;
  }
}

/** A part may come without a name, whatever the parser's types say. */
function nameOf(field: string | undefined): string {
  return shown(field ?? "");
}

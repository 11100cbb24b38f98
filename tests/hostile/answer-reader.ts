import { type Answer, answerOf } from "../support/answer.ts";

const HEAD_END = Buffer.from("\r\n\r\n");
const NEXT = Buffer.from("HTTP/1.1 ");

/** Reads the answers out of what comes over a connection; throws where it is no HTTP. */
export class AnswerReader {
  readonly answers: Answer[] = [];
  /** The methods that the first answers are for; for what follows, the reader finds out whether a body comes. */
  readonly #methods: readonly string[];
  #rest = Buffer.alloc(0);

  constructor(methods: readonly string[]) {
    this.#methods = methods;
  }

  push(chunk: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    while (this.#readOne(false));
  }

  /** Nothing more comes. What is left over is the beginning of an answer that was cut off. */
  end(): Buffer {
    while (this.#readOne(true));
    return this.#rest;
  }

  /** Does the last answer say that the server ends the connection? */
  get closes(): boolean {
    return this.answers.at(-1)?.headers.connection === "close";
  }

  #readOne(isAll: boolean): boolean {
    const end = this.#rest.indexOf(HEAD_END);
    if (end === -1) return false;
    const [statusLine = "", ...lines] = this.#rest.toString("latin1", 0, end).split("\r\n");
    const status = Number(/^HTTP\/1\.1 ([1-5]\d\d) [\w ]+$/.exec(statusLine)?.[1]);
    if (Number.isNaN(status)) throw new Error(`This is no HTTP: ${JSON.stringify(statusLine)}`);
    const bodyAt = end + HEAD_END.length;
    if (status === 100) {
      this.#rest = this.#rest.subarray(bodyAt);
      return true;
    }
    const rawHeaders = lines.flatMap(headerOf);
    const length = this.#bodyLength(answerOf(status, rawHeaders, Buffer.alloc(0)), bodyAt, isAll);
    if (length === undefined || this.#rest.length < bodyAt + length) return false;
    this.answers.push(answerOf(status, rawHeaders, this.#rest.subarray(bodyAt, bodyAt + length)));
    this.#rest = this.#rest.subarray(bodyAt + length);
    return true;
  }

  /** `undefined` where that is not known yet. */
  #bodyLength({ status, headers }: Answer, bodyAt: number, isAll: boolean): number | undefined {
    if (status === 204) return 0;
    const stated = headers["content-length"] ?? "";
    if (!/^\d+$/.test(stated))
      throw new Error(`An answer without content-length: ${JSON.stringify(headers)}`);
    const method = this.#methods[this.answers.length];
    if (method !== undefined) return method === "HEAD" ? 0 : Number(stated);
    const behind = this.#rest.subarray(bodyAt, bodyAt + NEXT.length);
    if (behind.equals(NEXT) || (isAll && behind.length === 0)) return 0;
    return behind.length < Math.min(NEXT.length, Number(stated)) ? undefined : Number(stated);
  }
}

function headerOf(line: string): [string, string] {
  const [, name, value] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+): ?(.*)$/.exec(line) ?? [];
  if (name === undefined || value === undefined)
    throw new Error(`This is no header: ${JSON.stringify(line)}`);
  return [name, value];
}

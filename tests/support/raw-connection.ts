import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { type Answer, type Asked, answerOf } from "./answer.ts";
import { checked } from "./check-answer.ts";

const HEAD_END = Buffer.from("\r\n\r\n");

/** A connection that sends what it is given, byte for byte, and reads the answers one by one. */
export class RawConnection implements AsyncDisposable {
  readonly #socket: Socket;
  #received = Buffer.alloc(0);
  #ended = false;
  #wake: () => void = () => {};
  /** The status of each interim answer (1xx) so far. */
  readonly interim: number[] = [];

  static async open(url: string): Promise<RawConnection> {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    await once(socket, "connect");
    return new RawConnection(socket);
  }

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on("data", (chunk: Buffer) => {
      this.#received = Buffer.concat([this.#received, chunk]);
      this.#wake();
    });
    const ended = () => {
      this.#ended = true;
      this.#wake();
    };
    socket.on("end", ended);
    // A reset ends the connection as well; what came before it still counts.
    socket.on("error", ended);
    socket.on("close", ended);
  }

  write(bytes: string | Buffer): void {
    this.#socket.write(bytes);
  }

  /** The next answer, checked as what it was asked for; throws where the connection ends before it. */
  async answer(asked: Asked): Promise<Answer> {
    for (;;) {
      const head = await this.#head();
      const [statusLine = "", ...lines] = head.split("\r\n");
      const status = Number(/^HTTP\/1\.1 ([1-5]\d\d) /.exec(statusLine)?.[1] ?? Number.NaN);
      if (Number.isNaN(status)) throw new Error(`This is no HTTP: ${statusLine}`);
      if (status >= 200) return checked(asked, await this.#finish(asked, status, lines));
      this.interim.push(status);
    }
  }

  /** Waits for the peer to end the connection; gives what came that no answer has been read from. */
  async ended(): Promise<Buffer> {
    while (!this.#ended) await this.#more();
    return this.#received;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#socket.destroy();
  }

  async #head(): Promise<string> {
    for (;;) {
      const end = this.#received.indexOf(HEAD_END);
      if (end !== -1) return this.#take(end + HEAD_END.length).toString("latin1", 0, end);
      if (this.#ended)
        throw new Error(`The connection ended after ${JSON.stringify(String(this.#received))}`);
      await this.#more();
    }
  }

  async #finish(asked: Asked, status: number, lines: readonly string[]): Promise<Answer> {
    const rawHeaders = lines.flatMap((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon), line.slice(colon + 1).trim()];
    });
    const length = rawHeaders[rawHeaders.findIndex((name) => name.toLowerCase() === "content-length") + 1];
    const hasLength = lines.some((line) => /^content-length:/i.test(line));
    if (status === 204 || asked?.method === "HEAD") return answerOf(status, rawHeaders, Buffer.alloc(0));
    if (!hasLength) throw new Error(`An answer without content-length: ${lines.join(" | ")}`);
    while (this.#received.length < Number(length)) {
      if (this.#ended) throw new Error("The connection ended within a body");
      await this.#more();
    }
    return answerOf(status, rawHeaders, this.#take(Number(length)));
  }

  #take(length: number): Buffer {
    const taken = this.#received.subarray(0, length);
    this.#received = this.#received.subarray(length);
    return taken;
  }

  #more(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}

/** A request's bytes: what HTTP clients would not send as it is, such as its target, stands as given. */
export function requestBytes(
  method: string,
  target: string,
  headers: Readonly<Record<string, string>> = {},
  body?: string,
): string {
  const given = { host: "localhost", ...headers };
  const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
  const lines = Object.entries({ ...given, ...length }).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${target} HTTP/1.1\r\n${lines.join("")}\r\n${body ?? ""}`;
}

/** Sends one request as it stands and gives its answer. */
export async function sendRaw(
  url: string,
  method: string,
  target: string,
  headers: Readonly<Record<string, string>> = {},
  body?: string,
): Promise<Answer> {
  await using connection = await RawConnection.open(url);
  connection.write(requestBytes(method, target, headers, body));
  return await connection.answer({ method, target });
}

/** Sends bytes that may be no request, and gives the one answer, after which the connection must end. */
export async function sendBytes(url: string, bytes: string | Buffer, asked?: Asked): Promise<Answer> {
  await using connection = await RawConnection.open(url);
  connection.write(bytes);
  const answer = await connection.answer(asked);
  const rest = await connection.ended();
  if (rest.length > 0) throw new Error(`More than one answer: ${rest}`);
  return answer;
}

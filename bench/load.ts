import { readdirSync, readFileSync } from "node:fs";
import { connect, type Socket } from "node:net";

export interface LoadOptions {
  readonly port: number;
  readonly connections: number;
  /** How long to send, in milliseconds. */
  readonly duration: number;
  /** The bytes of the n-th request; `undefined` where there are no more. */
  readonly request: (n: number) => string | undefined;
  /** Stops the bench where an answer is not of these statuses; 200 unless said otherwise. */
  readonly statuses?: readonly number[];
}

export interface LoadResult {
  readonly answers: number;
  readonly seconds: number;
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Bytes of the last body. */
  readonly bytes: number;
}

/**
 * Sends requests over kept connections, one at a time on each. It reads no more of an answer than its status and
 * its length, so that the server, not the generator, uses the cores.
 */
export async function load(options: LoadOptions): Promise<LoadResult> {
  const latencies: number[] = [];
  const started = performance.now();
  const end = started + options.duration;
  let sent = 0;
  let bytes = 0;
  const next = () => (performance.now() < end ? options.request(sent++) : undefined);
  const answered = (milliseconds: number, status: number, length: number) => {
    if (!(options.statuses ?? [200]).includes(status)) throw new Error(`An answer with status ${status}`);
    latencies.push(milliseconds);
    bytes = length;
  };
  await Promise.all(
    Array.from({ length: options.connections }, () => converse(options.port, next, answered)),
  );
  const seconds = (performance.now() - started) / 1000;
  latencies.sort((a, b) => a - b);
  const at = (share: number) =>
    latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
  return {
    answers: latencies.length,
    seconds,
    perSecond: latencies.length / seconds,
    p50: at(0.5),
    p99: at(0.99),
    bytes,
  };
}

const HEAD_END = Buffer.from("\r\n\r\n");

async function converse(
  port: number,
  next: () => string | undefined,
  answered: (milliseconds: number, status: number, length: number) => void,
): Promise<void> {
  const socket: Socket = connect({ port, host: "127.0.0.1", noDelay: true });
  await new Promise<void>((resolve, reject) => {
    let head: Buffer = Buffer.alloc(0);
    let missing = -1;
    let length = 0;
    let status = 0;
    let since = 0;
    const send = () => {
      const request = next();
      if (request === undefined) {
        socket.end();
        resolve();
        return;
      }
      head = Buffer.alloc(0);
      missing = -1;
      since = performance.now();
      socket.write(request);
    };
    socket.on("connect", send);
    socket.on("error", reject);
    socket.on("close", () => reject(new Error("The server closed a connection")));
    socket.on("data", (chunk: Buffer) => {
      try {
        if (missing >= 0) missing -= chunk.length;
        else {
          head = head.length === 0 ? chunk : Buffer.concat([head, chunk]);
          const at = head.indexOf(HEAD_END);
          if (at === -1) return;
          const text = head.toString("latin1", 0, at);
          status = Number(text.slice(9, 12));
          length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
          missing = length - (head.length - at - HEAD_END.length);
        }
        if (missing > 0) return;
        answered(performance.now() - since, status, length);
        send();
      } catch (error) {
        reject(error);
      }
    });
  });
}

/** Sends one request, and gives back the body of its answer, which must be a 200 or a 201. */
export function exchange(port: number, request: string): Promise<string> {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  return new Promise((resolve, reject) => {
    let received = "";
    socket.setEncoding("utf8");
    socket.on("connect", () => socket.write(request.replace("\r\n", "\r\nconnection: close\r\n")));
    socket.on("data", (text: string) => {
      received += text;
    });
    socket.on("error", reject);
    socket.on("end", () => {
      socket.end();
      if (/^HTTP\/1\.1 20[01] /.test(received)) resolve(received.slice(received.indexOf("\r\n\r\n") + 4));
      else reject(new Error(`Answered with ${received.slice(0, 300)}`));
    });
  });
}

/** User and system time so far of a process and its children, all threads that live, in microseconds (Linux). */
export function cpuOf(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`).map((thread) => `/proc/${pid}/task/${thread}`);
  const read = (thread: string, name: string) => readFileSync(`${thread}/${name}`, "utf8").split(" ");
  // To the nanosecond, where /proc/PID/stat counts in steps of 10 ms.
  const own = threads.reduce((sum, thread) => sum + Number(read(thread, "schedstat")[0]), 0) / 1000;
  const children = threads.flatMap((thread) => read(thread, "children").filter((child) => child !== ""));
  return children.reduce((sum, child) => sum + cpuOf(Number(child)), own);
}

/** Resident memory of a process, in bytes (Linux). */
export function memoryOf(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) * 1024;
}

import { connect, type Socket } from "node:net";
import { setImmediate } from "node:timers/promises";
import type { Dice } from "../durability/support/dice.ts";
import { AnswerReader } from "./answer-reader.ts";

/** What is sent over one connection. */
export interface Load {
  /** The methods of the requests at its beginning that are HTTP: each is answered. */
  readonly methods: readonly string[];
  readonly bytes: Buffer;
  /** Where what follows them begins, which may be no HTTP. */
  readonly broken: number;
}

/** What came back. */
export interface Received {
  readonly answers: AnswerReader["answers"];
  /** Why it is not what a server may send; "" where it is. */
  readonly fault: string;
}

/** Whoever sent half a request ends it when nothing has come for so long, in milliseconds. */
const QUIET = 100;
/** The preface of HTTP/2: Node ends the connection at it without another word. */
const PREFACE = "PRI ";
/** How long a connection may take as a whole, in milliseconds. */
const PATIENCE = 60_000;

/** Sends all of it, in pieces, and reads until everything is answered or the server ends the connection. */
export async function exchange(url: string, dice: Dice, { methods, bytes, broken }: Load): Promise<Received> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  const reader = new AnswerReader(methods);
  const isAnswered = () => reader.closes || reader.answers.length >= methods.length;
  let fault = "";
  const ended = new Promise<void>((resolve) => {
    let quiet: NodeJS.Timeout | undefined;
    const look = () => {
      clearTimeout(quiet);
      if (!isAnswered()) return;
      if (broken < bytes.length) quiet = setTimeout(() => socket.end(), QUIET);
      else socket.destroy();
    };
    socket.setTimeout(PATIENCE, () => {
      fault = `no answer for ${PATIENCE / 1000} s`;
      socket.destroy();
    });
    socket.on("data", (chunk: Buffer) => {
      try {
        reader.push(chunk);
        look();
      } catch (error) {
        fault = (error as Error).message;
        socket.destroy();
      }
    });
    // The server may end the connection while more is sent to it.
    socket.on("error", () => {});
    socket.on("close", () => {
      clearTimeout(quiet);
      resolve();
    });
    socket.on("connect", look);
  });
  await sendInPieces(socket, dice, bytes);
  await ended;
  if (fault !== "") return { answers: reader.answers, fault };
  try {
    const rest = reader.end();
    if (rest.length > 0)
      fault = `an answer was cut off: ${JSON.stringify(rest.toString("latin1").slice(0, 500))}`;
  } catch (error) {
    fault = (error as Error).message;
  }
  const isHttp2 = bytes.includes(PREFACE, broken);
  if (fault === "" && !isAnswered() && !isHttp2)
    fault = `only ${reader.answers.length} of ${methods.length} are answered`;
  return { answers: reader.answers, fault };
}

async function sendInPieces(socket: Socket, dice: Dice, bytes: Buffer): Promise<void> {
  const pieces = dice.chance(0.7) ? 1 : dice.between(2, 10);
  const size = Math.ceil(bytes.length / pieces);
  for (let at = 0; at < bytes.length && socket.writable; at += size) {
    socket.write(bytes.subarray(at, at + size));
    if (pieces > 1) await setImmediate();
  }
}

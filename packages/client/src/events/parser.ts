/** A message of a stream of server-sent events. */
export interface Message {
  /** The id of the last event, which is what a stream is resumed with; empty where none was named. */
  readonly lastEventId: string;
  /** `message`, unless the event names another type. */
  readonly type: string;
  readonly data: string;
}

/** Characters of one event, or of one line: far more than any has. */
const LONGEST = 1024 * 1024;

/**
 * Reads a stream of server-sent events as WHATWG HTML, 9.2.6, says, in chunks of any size. What is not ended by an
 * empty line is dropped, as the standard asks for.
 */
export class EventParser {
  readonly #decoder = new TextDecoder();
  #rest = "";
  /** The chunk before ended with CR: an LF at the start of the next belongs to it. */
  #afterReturn = false;
  #data: string[] = [];
  #length = 0;
  #type = "";
  #id: string;
  #retry: number | undefined;
  #lastEventId: string;

  /** @param lastEventId of the stream that this one goes on with */
  constructor(lastEventId = "") {
    this.#id = lastEventId;
    this.#lastEventId = lastEventId;
  }

  /** What a stream is resumed with. */
  get lastEventId(): string {
    return this.#lastEventId;
  }

  /** The milliseconds that the server asks to wait for before a stream is opened again. */
  get retry(): number | undefined {
    return this.#retry;
  }

  /** The messages that a chunk completes. Throws a `RangeError` for one that is too long. */
  push(chunk: Uint8Array): Message[] {
    let text = this.#decoder.decode(chunk, { stream: true });
    if (text === "") return [];
    if (this.#afterReturn && text.startsWith("\n")) text = text.slice(1);
    this.#afterReturn = text.endsWith("\r");
    const lines = (this.#rest + text).split(/\r\n|\r|\n/);
    this.#rest = lines.pop() ?? "";
    if (this.#rest.length + this.#length > LONGEST) throw new RangeError("An event is too long");
    return lines.flatMap((line) => this.#take(line) ?? []);
  }

  #take(line: string): Message | undefined {
    if (line === "") return this.#dispatch();
    const colon = line.indexOf(":");
    const name = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? "" : line.slice(line[colon + 1] === " " ? colon + 2 : colon + 1);
    switch (name) {
      case "data":
        this.#data.push(value);
        this.#length += value.length;
        break;
      case "event":
        this.#type = value;
        break;
      case "id":
        if (!value.includes("\0")) this.#id = value;
        break;
      case "retry":
        if (/^[0-9]+$/.test(value)) this.#retry = Number(value);
        break;
      default:
      // A comment, or a field that the standard does not know.
    }
    return undefined;
  }

  #dispatch(): Message | undefined {
    const data = this.#data;
    const type = this.#type === "" ? "message" : this.#type;
    this.#data = [];
    this.#length = 0;
    this.#type = "";
    this.#lastEventId = this.#id;
    return data.length === 0 ? undefined : { lastEventId: this.#id, type, data: data.join("\n") };
  }
}

import { type IncomingMessage, request } from "node:http";
import { type Answer, answerOf } from "./answer.ts";
import { collectionPath } from "./api.ts";

/** A request past the check against the OpenAPI document, for what stands beside it. */
export async function ask(
  url: string,
  {
    method = "GET",
    target,
    headers = {},
    body,
  }: {
    readonly method?: string;
    readonly target: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
  },
): Promise<Answer> {
  const answer = await fetch(url + target, { method, headers, ...(body !== undefined && { body }) });
  const raw = [...answer.headers].flat();
  return answerOf(answer.status, raw, Buffer.from(await answer.arrayBuffer()));
}

/** A notification or a piece of feedback, as the wire shows it. */
export interface Notice {
  readonly orgId: string;
  readonly id: string;
  readonly createdDate: string;
  readonly type: string;
  readonly operation?: string;
  readonly resourceDetails: {
    readonly resourceType: string;
    readonly resourceId: string;
    readonly etag: string;
    readonly state?: string;
    readonly brandId: string;
  };
  readonly feedbackUrl?: string;
  readonly validationReports?: readonly { readonly code: string }[];
  readonly processingReports?: readonly { readonly code: string }[];
}

export interface NoticePage {
  readonly data: readonly Notice[];
  readonly pagination: { readonly cursors?: { readonly after: string }; readonly next?: string };
}

export function noticesOf(answer: Answer): NoticePage {
  if (answer.status !== 200) throw new Error(`Not 200 but ${answer.status} ${answer.text}`);
  return JSON.parse(answer.text) as NoticePage;
}

/** All that a list of notices has, walked to its end. */
export async function allNotices(
  url: string,
  target: string,
  headers: Readonly<Record<string, string>>,
): Promise<Notice[]> {
  const all: Notice[] = [];
  for (let next: string | undefined = target; next !== undefined; ) {
    const answer = await ask(url, { target: next, headers });
    if (answer.status === 204) return all;
    const page = noticesOf(answer);
    all.push(...page.data);
    next = page.pagination.next;
  }
  return all;
}

/** The org's path of something. */
export const inOrg = ({ orgId }: { readonly orgId: string }, rest: string) =>
  `${collectionPath({ orgId, brandId: "" }).split("/brands/", 1)[0]}/${rest}`;

export interface StreamedEvent {
  readonly id: string;
  readonly event: string;
  readonly data: Notice;
}

export interface EventStream extends Disposable {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly events: readonly StreamedEvent[];
  /** What came so far, as it came. */
  text(): string;
  /** Waits until the events are what a condition asks for; throws where the stream ends before. */
  until(holds: (events: readonly StreamedEvent[]) => boolean): Promise<void>;
  /** Resolves once the server has ended it: `true` where it ended as an answer should. */
  readonly ended: Promise<boolean>;
}

/** Opens a stream of events (WHATWG HTML, 9.2). */
export async function openStream(
  url: string,
  target: string,
  headers: Readonly<Record<string, string>>,
): Promise<EventStream> {
  const sent = request(url + target, { headers, agent: false });
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    sent.once("response", resolve).once("error", reject).end();
  });
  const events: StreamedEvent[] = [];
  let text = "";
  let read = 0;
  let isOver = false;
  const waiting = new Set<() => void>();
  const look = () => {
    for (const one of waiting) one();
  };
  answer.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
    for (let end = text.indexOf("\n\n", read); end !== -1; end = text.indexOf("\n\n", read)) {
      const lines = text.slice(read, end).split("\n");
      read = end + 2;
      const field = (name: string) =>
        lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? "";
      if (field("data") === "") continue;
      events.push({ id: field("id"), event: field("event"), data: JSON.parse(field("data")) as Notice });
    }
    look();
  });
  const ended = new Promise<boolean>((resolve) => {
    answer.once("close", () => {
      isOver = true;
      resolve(answer.complete);
      look();
    });
  });
  answer.on("error", () => {});
  return {
    status: answer.statusCode ?? 0,
    headers: answer.headers,
    events,
    text: () => text,
    ended,
    until: (holds) =>
      new Promise((resolve, reject) => {
        const one = () => {
          if (holds(events)) resolve();
          else if (isOver) reject(new Error(`The stream has ended after:\n${text}`));
          else return;
          waiting.delete(one);
        };
        waiting.add(one);
        one();
      }),
    [Symbol.dispose]: () => void sent.destroy(),
  };
}

/** Asks again and again until an answer is what a condition asks for. */
export async function eventually<Value>(
  get: () => Promise<Value>,
  holds: (value: Value) => boolean,
): Promise<Value> {
  for (;;) {
    const value = await get();
    if (holds(value)) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

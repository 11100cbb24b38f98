/** What the client reads of an answer: what a `Response` has, and less. */
export interface FetchAnswer extends Pick<Response, "ok" | "status" | "type" | "body" | "text"> {
  readonly headers: AnswerHeaders;
}

export type AnswerHeaders = Pick<Headers, "get" | "has">;

/** What sends requests: the platform's `fetch`, or what throws and answers as that does. */
export type Fetch = (url: string, init: RequestInit) => Promise<FetchAnswer>;

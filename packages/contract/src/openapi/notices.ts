import Type from "typebox";
import { FeedbackPage, NotificationPage } from "../notice.ts";
import { PATHS } from "../paths.ts";
import { answer, filtered, inOrg, READ, ref, refusals } from "./parts.ts";

const WINDOW = "Newest first; where `ql` names neither a date nor an id, of the last seven days.";
const NOTHING = answer("There is nothing");

/** The paths of what clients are told in the OpenAPI document. */
export function noticePaths(): Record<string, unknown> {
  const tags = ["Events"];
  return {
    [PATHS.notifications]: {
      parameters: [inOrg],
      get: {
        operationId: "listNotifications",
        tags,
        summary: "List notifications",
        description: `What happened to the organization's resources. ${WINDOW}`,
        parameters: filtered("resourceType==BUSINESS_CALLER_ID"),
        responses: { 200: answer("A page", ref("NotificationPage")), 204: NOTHING, ...refusals(...READ) },
      },
    },
    [PATHS.feedback]: {
      parameters: [inOrg],
      get: {
        operationId: "listFeedback",
        tags,
        summary: "List feedback",
        description: `What a review found. ${WINDOW}`,
        parameters: filtered("type==VALIDATION_FAILURE"),
        responses: { 200: answer("A page", ref("FeedbackPage")), 204: NOTHING, ...refusals(...READ) },
      },
    },
    [PATHS.eventStream]: {
      parameters: [inOrg],
      get: {
        operationId: "followEvents",
        tags,
        summary: "Follow events",
        description:
          "Server-sent events (WHATWG HTML, 9.2). The data of each has the form of feedback; the stream ends with its token.",
        parameters: [
          {
            name: "Last-Event-ID",
            in: "header",
            description: "The id of the last event that was received; without it the stream begins now",
            schema: Type.String({ pattern: "^[0-9]{1,15}\\.[0-9]{1,15}$" }),
          },
        ],
        responses: {
          200: { ...answer("The stream"), content: { "text/event-stream": { schema: Type.String() } } },
          ...refusals(...READ),
        },
      },
    },
  };
}

export const noticeComponents = { NotificationPage, FeedbackPage };

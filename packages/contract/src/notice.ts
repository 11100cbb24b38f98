import Type from "typebox";
import { DateTime, Etag, Id, Pagination, StateSchema } from "./envelope.ts";
import { ValidationReport } from "./validation.ts";

const strict = { additionalProperties: false };

export const ResourceType = Type.Enum(["BRAND", "BRAND_ASSET", "BUSINESS_CALLER_ID"]);

const outcome = Type.Enum(["PROCESSING_SUCCESSFUL", "VALIDATION_FAILURE", "PROCESSING_FAILURE"]);
const about = { resourceType: ResourceType, resourceId: Id, etag: Etag };
const resourceDetails = Type.Object({ ...about, state: StateSchema, brandId: Id }, strict);
const head = {
  orgId: Id,
  id: Type.String({ description: "Of the form `<resourceId>_<etag>_<type>`" }),
  createdDate: DateTime,
};

/** What was reviewed: where the feedback on it is. */
const OfReview = Type.Object(
  {
    ...head,
    type: outcome,
    resourceDetails,
    feedbackUrl: Type.String({ pattern: "^/api/v1/", description: "Relative to the server" }),
  },
  strict,
);

/** A brand that is shared with the organization, or no longer. */
const OfDelegation = Type.Object(
  {
    ...head,
    type: Type.Literal("DELEGATION"),
    operation: Type.Enum(["CREATE", "DELETE"]),
    resourceDetails: Type.Object(
      {
        ...about,
        brandId: Id,
        delegationDetails: Type.Object(
          { orgId: Id, orgLegalName: Type.String(), state: Type.Enum(["ACTIVE", "NOT_ACTIVE"]) },
          { ...strict, description: "Whose brand it is" },
        ),
      },
      strict,
    ),
  },
  strict,
);

const reports = Type.Array(ValidationReport);
const Feedback = Type.Object(
  { ...head, type: outcome, resourceDetails, validationReports: reports, processingReports: reports },
  strict,
);

/** What happened to an org's resources, a page of it. */
export const NotificationPage = Type.Object(
  { data: Type.Array(Type.Union([OfReview, OfDelegation]), { minItems: 1 }), pagination: Pagination },
  strict,
);

/** What reviews found, a page of it. */
export const FeedbackPage = Type.Object(
  { data: Type.Array(Feedback, { minItems: 1 }), pagination: Pagination },
  strict,
);

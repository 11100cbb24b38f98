import Type, { type TProperties, type TSchema } from "typebox";
import { BrandDetails, DisplayName } from "./brand.ts";
import { BrandAssetDetails } from "./brand-asset.ts";
import { CallerIdDetails } from "./caller-id.ts";
import { DateTime, Etag, Id, Pagination, StateSchema } from "./envelope.ts";
import { ImageMetadata } from "./image.ts";
import { STATES, type State } from "./states.ts";
import { ValidationReport } from "./validation.ts";

/*
 * What the registry's own API answers (ours): what it keeps beside the resources.
 */

const strict = { additionalProperties: false };

const orgLegalName = Type.Optional(Type.String({ description: "Where the registry knows it" }));

/**
 * What an account may do. Two belong to no org: a reviewer's, which decides on what all of them submit, and one for
 * look-ups, which asks who calls from a number.
 */
export const Permission = Type.Enum(["read-only", "read-write", "reviewer", "look-up"]);
export type Permission = Type.Static<typeof Permission>;

/** The account of the token that asks. */
export const Account = Type.Object(
  {
    clientId: Type.String(),
    orgId: Type.Optional(
      Type.String({ ...Id, description: "Absent for `reviewer` and `look-up`, which belong to none" }),
    ),
    orgLegalName,
    permission: Permission,
    expiresAt: Type.String({ ...DateTime, description: "When the token ends; RFC 3339 in UTC" }),
  },
  strict,
);
export type Account = Type.Static<typeof Account>;

/** A department that a caller ID may have. */
export const Department = Type.Object(
  {
    key: Type.String({ description: "What `callerIdDetails.department` says" }),
    label: Type.String({ description: "What a call shows" }),
    categories: Type.Optional(
      Type.ReadonlyType(
        Type.Array(Type.String(), {
          description:
            "The categories of brands that may show it, each with all below it; absent where any brand may",
        }),
      ),
    ),
  },
  strict,
);
export type Department = Type.Static<typeof Department>;

/** Every department that the server knows. */
export const Departments = Type.Object({ departments: Type.Array(Department) }, strict);
export type Departments = Type.Static<typeof Departments>;

/** What a call from a number shows: the versions in force of its caller ID, of the brand and of the brand's logo. */
export const Caller = Type.Object(
  {
    phoneNumber: Type.String({ description: "E.164" }),
    name: Type.String({ description: "The brand's primary display name" }),
    displayNames: Type.Array(DisplayName, { description: "All of them, by locale" }),
    department: Type.Optional(
      Type.Object(
        {
          key: Department.properties.key,
          label: Type.Optional(
            Type.String({
              description: "What a call shows; absent where the operator's file lacks it by now",
            }),
          ),
        },
        strict,
      ),
    ),
    logo: Type.Optional(Type.Pick(ImageMetadata, ["cdnUrl", "cdnTemplateUrl"], strict)),
    orgId: Id,
    brandId: Id,
    callerId: Id,
  },
  strict,
);
export type Caller = Type.Static<typeof Caller>;

const count = Type.Integer({ minimum: 0 });

/** How many caller IDs a brand has. */
export const Summary = Type.Object(
  {
    states: Type.Object(
      Object.fromEntries(STATES.map((state) => [state, count])) as Record<State, typeof count>,
      strict,
    ),
    total: Type.Integer({ minimum: 0, description: "Without those that are deleted, as a list has it" }),
  },
  strict,
);
export type Summary = Type.Static<typeof Summary>;

const page = <Item extends TSchema>(item: Item) =>
  Type.Object({ data: Type.Array(item), pagination: Pagination }, strict);

/** Whom a brand is shared with. */
export const Partner = Type.Object({ orgId: Id, orgLegalName, createdDate: DateTime }, strict);
export type Partner = Type.Static<typeof Partner>;
export const PartnerPage = Type.Object(
  { data: Type.Array(Partner), pagination: Pagination, total: count },
  strict,
);

/** The segments of the path that name what lies in a brand. */
export const BRAND_COLLECTIONS = ["caller-ids", "assets"] as const;

/** A version that was in force, with the details under the name that the resource has them under. */
const version = <Details extends TProperties>(details: Details) =>
  Type.Object(
    {
      etag: Etag,
      ...details,
      from: Type.String({ ...DateTime, description: "When it was published" }),
      to: Type.Optional(
        Type.String({ ...DateTime, description: "When its time ended; absent while it is in force" }),
      ),
    },
    strict,
  );
export const VersionPage = page(
  Type.Union([
    version({ callerIdDetails: CallerIdDetails }),
    version({ brandAssetDetails: BrandAssetDetails }),
    version({ brandDetails: BrandDetails }),
    version({ brandDetails: Type.Object({}, strict) }),
  ]),
);

/** Who did something to a resource. */
const Actor = Type.Object(
  {
    role: Type.Enum(["account", "reviewer", "automatic", "operator"], {
      description:
        "Whose act it was: an organization's account, a reviewer, the review by itself, the operator",
    }),
    orgId: Type.Optional(
      Type.String({
        ...Id,
        description:
          "Of an account that is still there: its organization, for the owner, or where it is the owner or the caller",
      }),
    ),
    clientId: Type.Optional(Type.String({ description: "Of an account of the caller's own organization" })),
  },
  strict,
);
export const HistoryPage = page(
  Type.Object(
    {
      createdDate: DateTime,
      state: StateSchema,
      etag: Etag,
      by: Actor,
      reason: Type.Optional(Type.String({ description: "Why, in the words of who decided" })),
      validationReports: Type.Array(ValidationReport),
      processingReports: Type.Array(ValidationReport),
    },
    strict,
  ),
);
export type HistoryItem = Type.Static<typeof HistoryPage>["data"][number];

/** What a webhook, and an event, are called in a path. */
export const WEBHOOK_ID_PATTERN = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$";
export const EVENT_ID_PATTERN = "^[0-9A-Za-z_-]{1,200}$";

/** A receiver of an org's events; its secret is nobody's to read. */
export const WebhookPage = page(
  Type.Object(
    {
      orgId: Id,
      id: Type.String({ pattern: WEBHOOK_ID_PATTERN }),
      createdDate: DateTime,
      url: Type.String(),
      types: Type.Array(
        Type.Enum(["PROCESSING_SUCCESSFUL", "VALIDATION_FAILURE", "PROCESSING_FAILURE", "DELEGATION"]),
      ),
      environment: Type.String({ description: "What `Business-Webhook-Environment` says" }),
    },
    strict,
  ),
);
export type Webhook = Type.Static<typeof WebhookPage>["data"][number];

/** One event for one webhook. */
export const DeliveryPage = page(
  Type.Object(
    {
      eventId: Type.String(),
      status: Type.Enum(["waiting", "pending", "delivered", "given_up"]),
      attempts: count,
      queuedDate: DateTime,
      dueDate: Type.Optional(
        Type.String({ ...DateTime, description: "While it is `pending`: the next attempt" }),
      ),
      lastAttempt: Type.Optional(
        Type.Object(
          {
            date: DateTime,
            status: Type.Optional(
              Type.Integer({ description: "The HTTP status, where there was an answer" }),
            ),
            error: Type.Optional(Type.String()),
            answer: Type.Optional(Type.String({ description: "The beginning of the answer's body" })),
          },
          strict,
        ),
      ),
      body: Type.Optional(
        Type.String({
          description: "What is sent; absent where it tells of a brand that is no longer shared",
        }),
      ),
    },
    strict,
  ),
);
export type Delivery = Type.Static<typeof DeliveryPage>["data"][number];

import Type from "typebox";
import { DateTime, Id } from "./envelope.ts";

/*
 * What the registry's own API answers (ours): what it keeps beside the resources.
 */

const strict = { additionalProperties: false };

const orgLegalName = Type.Optional(Type.String({ description: "Where the registry knows it" }));

/** What an account may do. */
export const PERMISSIONS = ["read-only", "read-write", "reviewer"] as const;

/** The account of the token that asks. */
export const Account = Type.Object(
  {
    clientId: Type.String(),
    orgId: Type.Optional(Type.String({ ...Id, description: "Absent for a reviewer, who belongs to none" })),
    orgLegalName,
    permission: Type.Enum([...PERMISSIONS]),
    expiresAt: Type.String({ ...DateTime, description: "When the token ends; RFC 3339 in UTC" }),
  },
  strict,
);
export type Account = Type.Static<typeof Account>;

import type { FilterFields } from "./filter.ts";
import type { Finding } from "./rules.ts";

/**
 * What a resource is, said once: everything that lists, gets, creates, updates and deletes reads this description
 * and nothing else of the resource.
 */
export interface ResourceKind<Details = unknown, Submitted = unknown, Policy = unknown, Facts = unknown> {
  readonly name: string;
  /** The path's segment, such as `caller-ids`. */
  readonly collection: string;
  /** What the collection belongs to inside its org, as in `brandId`; absent where it is the org's own. */
  readonly parent: { readonly idMember: string; readonly label: string } | undefined;
  /** The name of one resource in the path, such as `callerId`. */
  readonly idParameter: string;
  /** What messages call one. */
  readonly label: string;
  /** The member of the body that holds the details. */
  readonly detailsMember: string;
  /** The envelope's filter fields, and those of the details. */
  readonly fields: FilterFields;
  /** Those of the fields that have several values in one resource, none included. */
  readonly manyValued?: readonly string[];
  /** The details with their members in the order of the wire, whatever order they came in. */
  arrange(submitted: Submitted): Submitted;
  /** Rules on the submitted details alone. */
  judge(submitted: Submitted, policy: Policy): Finding[];
  /** Rules on what an update changes. */
  judgeUpdate(submitted: Submitted, stored: Details): Finding[];
  /** Rules on what the rest of the registry says; asked only where nothing else is wrong. A create, where not said otherwise. */
  judgeFacts(details: Details, facts: Facts, method?: "POST" | "PUT"): Finding[];
  /** What the review finds by itself, of a version that was taken; absent where a kind has no such rule. */
  judgeReview?(details: Details, facts: Facts): Finding[];
}

/** The filter fields that every resource has. */
export const ENVELOPE_FIELDS = {
  id: "id",
  state: "state",
  createdDate: "instant",
  updatedDate: "instant",
} as const satisfies FilterFields;

import type { State, ValidationReport } from "@callmark/contract";
import { printInstant } from "./instant.ts";
import type { ResourceKind } from "./kind.ts";
import type { Collection, Position } from "./store.ts";

export interface Envelope {
  readonly id: string;
  readonly created: number;
  readonly updated: number;
  readonly state: State;
  readonly etag: string;
}

/** A resource as compact JSON, its members in the order of the wire (docs/contract.md, Resource). */
export function printResource(
  kind: Pick<ResourceKind, "parent" | "detailsMember">,
  collection: Collection,
  envelope: Envelope,
  details: unknown,
): string {
  return JSON.stringify({
    orgId: collection.orgId,
    ...(kind.parent !== undefined && { [kind.parent.idMember]: collection.parentId }),
    id: envelope.id,
    createdDate: printInstant(envelope.created),
    updatedDate: printInstant(envelope.updated),
    state: envelope.state,
    etag: envelope.etag,
    [kind.detailsMember]: details,
  });
}

/** The details inside a resource's JSON. */
export function detailsOf<Details>(kind: Pick<ResourceKind, "detailsMember">, body: string): Details {
  return JSON.parse(body)[kind.detailsMember];
}

/**
 * Where the last one begins of resources' JSON with commas between them. A quote inside a text is escaped, and
 * no list inside a resource has such items, so that nothing but a resource begins like this.
 */
export function lastOf(resources: string): number {
  const before = resources.lastIndexOf('},{"orgId":"');
  return before === -1 ? 0 : before + 2;
}

/** A resource's place in a list, from its JSON: its members stand where `printResource` puts them. */
export function positionOf(body: string): Position {
  const created = valueAfter(body, '"createdDate":"');
  return { created: Date.parse(created), id: valueAfter(body, '"id":"') };
}

function valueAfter(body: string, opening: string): string {
  const from = body.indexOf(opening) + opening.length;
  return body.slice(from, body.indexOf('"', from));
}

/** The answer to a create or an update: the resource, and the reports that ride along. */
export function withReports(body: string, reports: readonly ValidationReport[]): string {
  return `${body.slice(0, -1)},"validationReports":${JSON.stringify(reports)}}`;
}

import type { Filter } from "../filter/build.ts";
import type { Envelope } from "./resource.ts";

/** What tells one kind of resource from another; the operations are the same for all. */
export interface Kind<Resource extends Envelope, Details, Field extends string> {
  /** The segment of the path. */
  readonly collection: string;
  /** The member that holds the details. */
  readonly member: string;
  detailsOf(resource: Resource): unknown;
  /**
   * The filter that finds what these details have made, for a create whose answer was lost; `undefined` where they
   * lack what would identify it.
   */
  identify(details: Partial<Details>): Filter<Field> | undefined;
}

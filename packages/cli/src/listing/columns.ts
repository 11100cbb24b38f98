import type { styleText } from "node:util";

/** How a cell is shown where there is colour. */
export type Style = Parameters<typeof styleText>[0];

/** A column of a list: its heading, and what stands in it. */
export interface Column<Row> {
  /** In capitals for people; the wire's path, such as `callerIdDetails.phoneNumber`, is the CSV's. */
  readonly heading: string;
  readonly field: string;
  readonly of: (row: Row) => string | undefined;
  /** May the column be cut where the terminal is narrow? */
  readonly shrinks?: boolean;
  readonly style?: (text: string) => Style | undefined;
}

const STATE_STYLES: Readonly<Record<string, Style>> = {
  SUBMITTED: "yellow",
  PROCESSING: "yellow",
  PUBLISHED: "green",
  REJECTED: "red",
  FAILED: "red",
  DELETED: "dim",
};

/** Green is in force, yellow is under way, red was refused. */
export const stateStyle = (state: string): Style | undefined => STATE_STYLES[state];

/** The columns that every resource has behind its own. */
export const STATE_AND_DATE = [
  {
    heading: "STATE",
    field: "state",
    of: ({ state }: { readonly state: string }) => state,
    style: stateStyle,
  },
  {
    heading: "UPDATED",
    field: "updatedDate",
    of: ({ updatedDate }: { readonly updatedDate: string }) => updatedDate,
    style: () => "dim" as const,
  },
];

import type { SubmittedCallerIdDetails } from "@callmark/contract";

/** The columns, or members, that a line of a caller ID may have. */
export const MEMBERS = ["phoneNumber", "department"] as const;
export type Member = (typeof MEMBERS)[number];

/** The longest line, in bytes. */
export const LINE_MAXIMUM = 64 * 1024;

/** Why a line is refused; the code is that of a validation rule, or `InvalidLine` where it is not of the form. */
export interface LineError {
  readonly code: string;
  readonly message: string;
}

/** A line of a file, as far as it can be read by itself. */
export type ReadLine = { readonly line: number } & (
  | { readonly submitted: SubmittedCallerIdDetails }
  | { readonly errors: readonly LineError[] }
);

export const invalid = (line: number, message: string): ReadLine => ({
  line,
  errors: [{ code: "InvalidLine", message }],
});

export const isMember = (name: string): name is Member => (MEMBERS as readonly string[]).includes(name);

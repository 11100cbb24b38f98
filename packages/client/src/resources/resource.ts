/** Where a resource stands in its review. */
export type State = "SUBMITTED" | "PROCESSING" | "PUBLISHED" | "REJECTED" | "FAILED" | "DELETED";

/** What every resource has beside its details. */
export interface Envelope {
  /** Up to 20 decimal digits. It may exceed 64 bits, so keep it as text. */
  readonly orgId: string;
  /** See `orgId`. */
  readonly id: string;
  /** RFC 3339 in UTC. */
  readonly createdDate: string;
  /** RFC 3339 in UTC; moves with each update and with each change of state. */
  readonly updatedDate: string;
  readonly state: State;
  /** Which version this is: a UUID without quotes. Each accepted update gives a new one. */
  readonly etag: string;
}

/** A member of a request or of another resource that a report speaks of. */
export interface ReportedField {
  /** JSON path, such as `$.callerIdDetails.department`. */
  readonly field: string;
  readonly value?: unknown;
}

/** What a validation rule says of a submitted resource. */
export interface ValidationReport {
  /** `VALIDATION__` and the rule's name. */
  readonly code: string;
  /** A violation refuses the write; the others ride along in its answer. */
  readonly severity: "VIOLATION" | "WARNING" | "INFO";
  /** May be a template: `{{name}}` is read from `context`. */
  readonly message: string;
  readonly context?: Readonly<Record<string, unknown>>;
  readonly details?: {
    /** RFC 3339. */
    readonly createdDate: string;
    readonly submitted: readonly ReportedField[];
    readonly compared: readonly ReportedField[];
    readonly expected: readonly ReportedField[];
  };
}

/** The answer to a create or an update: the resource, and what the rules have to say of it. */
export type Accepted<Resource> = Resource & {
  /** Warnings and hints; none where the answer was lost and the client found the resource instead. */
  readonly validationReports: readonly ValidationReport[];
};

import Type from "typebox";

/** A member of a request or of another resource that a report speaks of; `field` is a JSON path. */
export const ReportedField = Type.Object({
  field: Type.String({ description: "JSON path, such as `$.callerIdDetails.department`" }),
  value: Type.Optional(Type.Unknown()),
});
export type ReportedField = Type.Static<typeof ReportedField>;

/** How much a report weighs: a violation refuses the write, the others ride along in its answer. */
export const SEVERITIES = ["VIOLATION", "WARNING", "INFO"] as const;
export type Severity = (typeof SEVERITIES)[number];

export const ValidationReport = Type.Object(
  {
    code: Type.String({ pattern: "^VALIDATION__" }),
    severity: Type.Enum([...SEVERITIES]),
    message: Type.String({ description: "May be a template: `{{name}}` is read from `context`" }),
    context: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    details: Type.Optional(
      Type.Object({
        createdDate: Type.String({ format: "date-time" }),
        submitted: Type.Array(ReportedField),
        compared: Type.Array(ReportedField),
        expected: Type.Array(ReportedField),
      }),
    ),
  },
  { description: "What a validation rule says of a submitted resource" },
);
export type ValidationReport = Type.Static<typeof ValidationReport>;

import Type from "typebox";

/** One object of an error body, which is an array of them (docs/contract.md, Errors). */
export const ErrorObject = Type.Object({
  code: Type.String(),
  message: Type.String({ description: "May be a template: `{{name}}` is read from `context`" }),
  context: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  details: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
});
export type ErrorObject = Type.Static<typeof ErrorObject>;

/** One caller ID: its panel and its dialogs. */
export const panel = {
  details: "Details",
  id: "ID",
  etag: "ETag",
  missing: {
    title: "There is no such caller ID",
    text: "It may have been deleted, or belong to another brand.",
  },
  preview: {
    label: "Preview of an incoming call",
    call: {
      SUBMITTED: "Incoming call, once this version is published",
      PROCESSING: "Incoming call, once this version is published",
      PUBLISHED: "Incoming call",
      REJECTED: "Calls do not show this version",
      FAILED: "Calls do not show this version",
      DELETED: "Calls no longer show this",
    },
    cut: (length: number) => `${length} characters`,
    whole: "fits",
    lost: (count: number) => `${count} cut off`,
  },
  versions: {
    title: "Versions",
    inForce: "In force",
    notInForce: "Nothing in force",
    nothing: "Calls do not show the brand.",
    earlier: "Earlier versions",
  },
  edit: {
    note: "Saving sends the caller ID to review again. The version in force stays until that is decided.",
  },
  saved: { title: "Saved", text: "It waits for its review." },
  created: (number: string) => `${number} registered`,
  create: {
    text: "The number must be yours; it is reviewed before calls show your brand.",
    hint: "With its country code.",
    sent: (number: string) => `Will be registered as ${number}.`,
    submit: "Register",
  },
  remove: "Calls from it show your brand no longer, and the number is free again. This cannot be undone.",
} as const;

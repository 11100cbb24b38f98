/** The states of a resource. */
export const states = {
  SUBMITTED: "Submitted",
  PROCESSING: "Processing",
  PUBLISHED: "Published",
  REJECTED: "Rejected",
  FAILED: "Failed",
  DELETED: "Deleted",
} as const;

/** Deleting something. */
export const removal = {
  action: "Delete",
  title: (name: string) => `Delete ${name}?`,
  done: (name: string) => `${name} deleted`,
  stale: "Somebody has changed it since you opened it. This is what it is now:",
  changed: "changed",
  anyway: "Delete anyway",
} as const;

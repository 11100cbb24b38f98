const listeners = new Set<() => void>();

/** Calls a listener when somebody signs out, for work that must not outlive the session; gives back what takes it away. */
export function onSessionEnd(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Says that somebody has signed out. */
export function endSession(): void {
  for (const listener of [...listeners]) listener();
}

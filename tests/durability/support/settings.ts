/** Settings of programs whose brands a test reads whole: on a busy machine a thread that scans takes time to start. */
export const UNHURRIED = { CALLMARK_METRICS_PORT: "off", CALLMARK_QUERY_SECONDS: "60" } as const;

import { expect, test } from "vitest";
import { readSettings, SETTINGS } from "./settings.ts";
import { SettingsError } from "./settings-error.ts";

const KEY = Buffer.alloc(32, 7).toString("base64");

test("without an environment there are the defaults", () => {
  expect(readSettings({})).toEqual({
    CALLMARK_HOST: "127.0.0.1",
    CALLMARK_PORT: 8080,
    CALLMARK_DATABASE_URL: "file:data/callmark.db",
    CALLMARK_DATABASE_READ_URL: undefined,
    CALLMARK_DATABASE_CONNECTIONS: 10,
    CALLMARK_IMAGES: "database",
    CALLMARK_IMAGES_PER_ORG: 10_000,
    CALLMARK_UNUSED_IMAGE_DAYS: 7,
    CALLMARK_LOG_LEVEL: "info",
    CALLMARK_COUNTRIES: ["US"],
    CALLMARK_CALLER_IDS_PER_BRAND: 150_000,
    CALLMARK_RATE_LIMIT: "off",
    CALLMARK_DELETED_DAYS: 90,
    CALLMARK_REQUIRE_SHARED_BRAND: undefined,
    CALLMARK_REQUIRE_PUBLISHED_BRAND: undefined,
    CALLMARK_REQUIRE_PUBLISHED_LOGO: undefined,
    CALLMARK_REQUIRE_PHONE_VERIFICATION: "waived",
    CALLMARK_REVIEW: "auto",
    CALLMARK_REVIEW_DELAY: 5,
    CALLMARK_REVIEW_SCRIPT: undefined,
    CALLMARK_EVENT_DAYS: 30,
    CALLMARK_METRICS_HOST: "127.0.0.1",
    CALLMARK_METRICS_PORT: 9464,
    CALLMARK_QUERY_SECONDS: 2,
    CALLMARK_QUERY_THREADS: 1,
    CALLMARK_QUERY_QUEUE: 64,
    CALLMARK_DEPARTMENTS_FILE: undefined,
    CALLMARK_SECRET_KEY: undefined,
    CALLMARK_SECRET_KEY_PREVIOUS: undefined,
    CALLMARK_WEBHOOK_ALLOW_PRIVATE: false,
    CALLMARK_WEBHOOK_HOURS: 24,
    CALLMARK_WEBHOOK_ENVIRONMENT: "callmark",
    CALLMARK_CONSOLE: undefined,
    CALLMARK_CORS_ORIGINS: undefined,
  });
});

test("an empty value counts as none, and what is not ours is not looked at", () => {
  const empty = Object.fromEntries(Object.keys(SETTINGS).map((name) => [name, ""]));
  expect(readSettings({ ...empty, PATH: "/bin", callmark_port: "x", XCALLMARK_PORT: "x" })).toEqual(
    readSettings({}),
  );
});

type Name = keyof typeof SETTINGS;

/** What each setting takes, with its value, and what it refuses. */
const CASES: Readonly<
  Record<Name, { good: readonly (readonly [string, unknown])[]; bad: readonly string[] }>
> = {
  CALLMARK_HOST: {
    good: [
      ["0.0.0.0", "0.0.0.0"],
      ["::1", "::1"],
      ["callmark.example.com", "callmark.example.com"],
    ],
    bad: [" ", "a b", "host/path", "é", "x".repeat(254)],
  },
  CALLMARK_PORT: {
    good: [
      ["0", 0],
      ["443", 443],
      ["65535", 65_535],
    ],
    bad: ["65536", "-1", "80.5", "http", "0x50", "1e3", " 80", "8080 ", "+80"],
  },
  CALLMARK_REQUIRE_SHARED_BRAND: {
    good: [
      ["required", "required"],
      ["waived", "waived"],
    ],
    bad: ["yes", "Required"],
  },
  CALLMARK_REQUIRE_PUBLISHED_BRAND: {
    good: [
      ["current", "current"],
      ["in-force", "in-force"],
      ["waived", "waived"],
    ],
    bad: ["required", "in force"],
  },
  CALLMARK_REQUIRE_PUBLISHED_LOGO: { good: [["in-force", "in-force"]], bad: ["no"] },
  CALLMARK_REQUIRE_PHONE_VERIFICATION: { good: [["required", "required"]], bad: ["yes"] },
  CALLMARK_REVIEW: {
    good: [
      ["auto", "auto"],
      ["manual", "manual"],
    ],
    bad: ["automatic", "off"],
  },
  CALLMARK_REVIEW_DELAY: {
    good: [
      ["0", 0],
      ["86400", 86_400],
    ],
    bad: ["-1", "86401", "1.5"],
  },
  CALLMARK_REVIEW_SCRIPT: { good: [["rules.json", "rules.json"]], bad: [] },
  CALLMARK_EVENT_DAYS: { good: [["7", 7]], bad: ["0", "36501"] },
  CALLMARK_METRICS_HOST: { good: [["0.0.0.0", "0.0.0.0"]], bad: ["a b", "999.1.1.1", "1::2::3"] },
  CALLMARK_METRICS_PORT: {
    good: [
      ["off", "off"],
      ["9464", 9464],
      ["0", 0],
    ],
    bad: ["on", "65536", "-1"],
  },
  CALLMARK_RATE_LIMIT: {
    good: [
      ["off", "off"],
      ["1", 1],
      ["15", 15],
      ["100000", 100_000],
    ],
    bad: ["on", "0", "-1", "1.5", "15/s", "100001"],
  },
  CALLMARK_IMAGES: {
    good: [
      ["database", "database"],
      ["./database", "./database"],
      ["/srv/callmark images", "/srv/callmark images"],
    ],
    bad: ["a\0b"],
  },
  CALLMARK_QUERY_SECONDS: {
    good: [
      ["1", 1],
      ["60", 60],
    ],
    bad: ["0", "61", "1.5", "2s"],
  },
  CALLMARK_QUERY_THREADS: {
    good: [
      ["1", 1],
      ["64", 64],
    ],
    bad: ["0", "65", "two"],
  },
  CALLMARK_QUERY_QUEUE: {
    good: [
      ["0", 0],
      ["10000", 10_000],
    ],
    bad: ["-1", "10001", "x"],
  },
  CALLMARK_DATABASE_URL: {
    good: [
      ["memory:", "memory:"],
      ["file:a.db", "file:a.db"],
      ["file:/var/lib/callmark.db", "file:/var/lib/callmark.db"],
      ["postgres://localhost/callmark", "postgres://localhost/callmark"],
      [
        "postgresql://u:p@db.example:5433/c?sslmode=verify-full",
        "postgresql://u:p@db.example:5433/c?sslmode=verify-full",
      ],
      ["postgres://u:p@/callmark?host=/run/postgresql", "postgres://u:p@/callmark?host=/run/postgresql"],
    ],
    bad: [
      "file:",
      "memory:x",
      "callmark.db",
      "FILE:a.db",
      "http://localhost/",
      "postgres:callmark",
      "postgres://localhost:port/callmark",
    ],
  },
  // What it takes depends on another, and has its own test.
  CALLMARK_DATABASE_READ_URL: {
    good: [],
    bad: [
      "file:a.db",
      "memory:",
      "replica.example",
      "http://localhost/",
      "postgres://localhost:port/callmark",
    ],
  },
  CALLMARK_DATABASE_CONNECTIONS: {
    good: [
      ["2", 2],
      ["1000", 1000],
    ],
    bad: ["1", "1001", "ten"],
  },
  CALLMARK_IMAGES_PER_ORG: {
    good: [
      ["1", 1],
      ["1000000", 1_000_000],
    ],
    bad: ["0", "1000001", "-1", "many"],
  },
  CALLMARK_UNUSED_IMAGE_DAYS: {
    good: [
      ["1", 1],
      ["36500", 36_500],
    ],
    bad: ["0", "36501", "1.5", "off"],
  },
  CALLMARK_LOG_LEVEL: {
    good: ["fatal", "error", "warn", "info", "debug", "trace", "silent"].map(
      (level) => [level, level] as const,
    ),
    bad: ["INFO", "warning", "0", "info,debug"],
  },
  CALLMARK_COUNTRIES: {
    good: [
      ["US", ["US"]],
      ["US,CA", ["US", "CA"]],
      [" US , CA , ", ["US", "CA"]],
    ],
    bad: ["us", "USA", "XX", "US;CA", ",", "US,XX"],
  },
  CALLMARK_CALLER_IDS_PER_BRAND: {
    good: [
      ["1", 1],
      ["1000000000", 1_000_000_000],
    ],
    bad: ["0", "1000000001", "-5", "150,000", "150_000", "9999999999999", "many"],
  },
  CALLMARK_DELETED_DAYS: {
    good: [
      ["0", 0],
      ["36500", 36_500],
    ],
    bad: ["36501", "-1", "1.5", "90d"],
  },
  CALLMARK_DEPARTMENTS_FILE: { good: [["departments.json", "departments.json"]], bad: [] },
  CALLMARK_SECRET_KEY: { good: [[KEY, Buffer.alloc(32, 7)]], bad: badKeys() },
  CALLMARK_SECRET_KEY_PREVIOUS: { good: [[KEY, Buffer.alloc(32, 7)]], bad: badKeys() },
  CALLMARK_WEBHOOK_ALLOW_PRIVATE: {
    good: [
      ["true", true],
      ["false", false],
    ],
    bad: ["1", "yes", "TRUE", " true"],
  },
  CALLMARK_WEBHOOK_HOURS: {
    good: [
      ["1", 1],
      ["720", 720],
    ],
    bad: ["0", "721", "1.5", "day"],
  },
  CALLMARK_WEBHOOK_ENVIRONMENT: {
    good: [["sandbox-2.eu", "sandbox-2.eu"]],
    bad: ["a b", "é", "a;b", "x".repeat(101)],
  },
  CALLMARK_CONSOLE: {
    good: [
      ["off", "off"],
      ["/srv/console", "/srv/console"],
    ],
    bad: ["a\0b"],
  },
  CALLMARK_CORS_ORIGINS: {
    good: [
      ["https://console.example.com", ["https://console.example.com"]],
      ["http://localhost:3000, https://a.example", ["http://localhost:3000", "https://a.example"]],
    ],
    bad: [
      "*",
      "null",
      "console.example.com",
      "https://a.example/",
      "https://a.example/x",
      "https://A.example",
      "https://a.example:443",
      ",",
    ],
  },
};

function badKeys(): string[] {
  return [
    "secret-that-must-not-be-shown",
    KEY.slice(0, -1),
    `${KEY}=`,
    ` ${KEY}`,
    Buffer.alloc(32, 255).toString("base64url"),
    Buffer.alloc(31, 7).toString("base64"),
    Buffer.alloc(33, 7).toString("base64"),
    Buffer.alloc(32, 7).toString("hex"),
  ];
}

const names = Object.keys(CASES) as Name[];

function refused(environment: Readonly<Record<string, string>>): string {
  try {
    readSettings(environment);
  } catch (error) {
    expect(error).toBeInstanceOf(SettingsError);
    return (error as SettingsError).message;
  }
  throw new Error(`Taken: ${JSON.stringify(environment)}`);
}

test("every setting has its cases", () => {
  expect(names.sort()).toEqual(Object.keys(SETTINGS).sort());
});

test.each(names.flatMap((name) => CASES[name].good.map(([text, value]) => [name, text, value] as const)))(
  "%s=%s",
  (name, text, value) => {
    expect(readSettings({ [name]: text })).toEqual({ ...readSettings({}), [name]: value });
  },
);

test.each(names.flatMap((name) => CASES[name].bad.map((text) => [name, text] as const)))(
  "%s=%j is refused in one line that says what is expected",
  (name, text) => {
    const message = refused({ [name]: text });
    expect(message).toContain(`${name}: `);
    expect(message).toContain(SETTINGS[name].expected);
    expect(message).not.toContain("\n");
  },
);

test.each(["CALLMARK_SECRET_KEY", "CALLMARK_SECRET_KEY_PREVIOUS"] as const)("%s is never shown", (name) => {
  for (const text of CASES[name].bad) expect(refused({ [name]: text })).not.toContain(text.trim());
});

test("other values are shown", () => {
  expect(refused({ CALLMARK_PORT: "http" })).toContain("'http'");
});

test.each(["CALLMARK_DATABASE_URL", "CALLMARK_DATABASE_READ_URL"])(
  "%s with a password in it is not shown",
  (name) => {
    expect(refused({ [name]: "postgres://callmark:hunter2@localhost:x/callmark" })).not.toContain("hunter2");
  },
);

test("a replica is taken for a PostgreSQL database, and for no other", () => {
  const replica = "postgres://u:hunter2@replica.example/callmark";
  const url = "postgres://u:p@primary.example/callmark";
  expect(readSettings({ CALLMARK_DATABASE_URL: url, CALLMARK_DATABASE_READ_URL: replica })).toMatchObject({
    CALLMARK_DATABASE_READ_URL: replica,
  });
  for (const other of ["", "memory:", "file:a.db"]) {
    expect(refused({ CALLMARK_DATABASE_URL: other, CALLMARK_DATABASE_READ_URL: replica })).toBe(
      "CALLMARK_DATABASE_READ_URL: only a CALLMARK_DATABASE_URL of PostgreSQL has replicas",
    );
  }
  const both = refused({ CALLMARK_DATABASE_URL: "x", CALLMARK_DATABASE_READ_URL: replica });
  expect(both).toMatch(/^CALLMARK_DATABASE_URL: [^\n]+$/);
});

test.each(["CALLMARK_PROT", "CALLMARK_", "CALLMARK_SECRET_KEYS", "CALLMARK_port", "CALLMARK_toString"])(
  "%s is no setting, and its value is not shown",
  (name) => {
    const message = refused({ [name]: "its-value" });
    expect(message).toBe(`${name} is not a setting; docs/settings.md lists them`);
  },
);

test("an unknown name is refused with an empty value too", () => {
  expect(refused({ CALLMARK_PROT: "" })).toContain("CALLMARK_PROT");
});

test("all that is wrong is told at once, a line each", () => {
  const message = refused({
    CALLMARK_PROT: "1",
    CALLMARK_PORT: "x",
    CALLMARK_COUNTRIES: "XX",
    CALLMARK_HOST: "::1",
  });
  const lines = message.split("\n");
  expect(lines).toHaveLength(3);
  for (const name of ["CALLMARK_PROT", "CALLMARK_PORT", "CALLMARK_COUNTRIES"]) {
    expect(lines.filter((line) => line.startsWith(name))).toHaveLength(1);
  }
});

test("the expected bounds of a number are those that it takes", () => {
  expect(SETTINGS.CALLMARK_PORT.expected).toBe("a whole number from 0 to 65535");
  expect(SETTINGS.CALLMARK_DELETED_DAYS.expected).toBe("a whole number from 0 to 36500");
});

import { LIMITS } from "@callmark/contract";
import type { Static } from "typebox";
import { isCountry } from "./registry/phone-numbers.ts";
import {
  flag,
  host,
  isOrigin,
  key,
  keyExpected,
  LOG_LEVELS,
  list,
  logLevels,
  published,
  REVIEWS,
  text,
  wholeNumber,
} from "./setting-values.ts";
import { SettingsError } from "./settings-error.ts";
import { DATABASE_URLS, isDatabaseUrl, isReplicated, REPLICA_URLS } from "./store/open.ts";

/** How one setting is read from the environment. `docs/settings.md` is generated from these. */
interface Setting<T> {
  readonly default: string | undefined;
  readonly what: string;
  /** What a value looks like, for messages. */
  readonly expected: string;
  /** May a value hold a secret, so that no message shows it? */
  readonly secret?: true;
  /** `undefined` where the text is malformed. */
  read(text: string): T | undefined;
}

/** Every setting, by the name of its environment variable. */
export const SETTINGS = {
  CALLMARK_HOST: {
    default: "127.0.0.1",
    what: "Address to listen on; with `--demo` a loopback address",
    ...host,
  },
  CALLMARK_PORT: {
    default: "8080",
    what: "Port to listen on; `0` takes a free one and prints it",
    ...wholeNumber(0, 65535),
  },
  CALLMARK_METRICS_HOST: {
    default: "127.0.0.1",
    what: "Address that `/metrics` listens on",
    ...host,
  },
  CALLMARK_METRICS_PORT: {
    default: "9464",
    what: "Port of `/metrics`; `0` takes a free one, which the log names, and `off` serves none. Where it is taken, the registry serves without",
    expected: "a whole number from 0 to 65535, or off",
    read: (value: string) => (value === "off" ? "off" : wholeNumber(0, 65535).read(value)),
  },
  CALLMARK_DATABASE_URL: {
    default: "file:data/callmark.db",
    what: "Where the registry is kept: `file:PATH` is a SQLite file, `memory:` ends with the process, `postgres://…` is a PostgreSQL database (15 or newer)",
    secret: true,
    ...text(DATABASE_URLS, isDatabaseUrl),
  },
  CALLMARK_DATABASE_READ_URL: {
    default: undefined,
    what: "A replica of the PostgreSQL database, which answers lists and reads of one resource; without it the database itself does (docs/scaling.md)",
    secret: true,
    ...text(REPLICA_URLS, isReplicated),
  },
  CALLMARK_DATABASE_CONNECTIONS: {
    default: "10",
    what: "How many connections to PostgreSQL this process has at most, half of them for writes. Those for queries that scan (`CALLMARK_QUERY_THREADS`), and one by which processes tell each other of events, come on top. To a replica it has as many as for reads",
    ...wholeNumber(2, 1_000),
  },
  CALLMARK_IMAGES: {
    default: "database",
    what: "Where the pictures of newly uploaded images are kept: `database`, or the path of a folder that all processes share",
    ...text("database, or the path of a folder", (value) => value !== "" && !value.includes("\0")),
  },
  CALLMARK_IMAGES_PER_ORG: {
    default: String(LIMITS.imagesPerOrg),
    what: "How many images an organization may have; an upload beyond it is refused",
    ...wholeNumber(1, 1_000_000),
  },
  CALLMARK_UNUSED_IMAGE_DAYS: {
    default: "7",
    what: "After how many days an uploaded image is removed if no asset names it, neither now nor in a version that is kept",
    ...wholeNumber(1, 36_500),
  },
  CALLMARK_LOG_LEVEL: {
    default: "info",
    what: "The lowest level that is logged",
    expected: `one of ${LOG_LEVELS.enum.join(", ")}`,
    read: (value: string) => (logLevels.Check(value) ? (value as Static<typeof LOG_LEVELS>) : undefined),
  },
  CALLMARK_COUNTRIES: {
    default: "US",
    what: "The countries whose numbers are accepted, as ISO 3166-1 alpha-2 codes with commas between them",
    expected: "country codes such as US or US,CA",
    read: (value: string) => {
      const countries = list(value);
      return countries.length > 0 && countries.every(isCountry) ? countries : undefined;
    },
  },
  CALLMARK_CALLER_IDS_PER_BRAND: {
    default: String(LIMITS.callerIdsPerBrand),
    what: "How many caller IDs a brand may have; a create beyond it is refused",
    ...wholeNumber(1, 1_000_000_000),
  },
  CALLMARK_REQUIRE_SHARED_BRAND: {
    default: undefined,
    what: "Must a brand be shared with a partner before it may have caller IDs? `required`, which is the default, or `waived`; a registry that was made before brands had details waives it unless this is set",
    expected: "required or waived",
    read: (value: string) => (value === "required" || value === "waived" ? value : undefined),
  },
  CALLMARK_REQUIRE_PUBLISHED_BRAND: {
    default: undefined,
    what: "Which version of the brand must be published before it may have caller IDs: the `current` one, which is the default, any one that is still `in-force`, or none (`waived`)",
    ...published,
  },
  CALLMARK_REQUIRE_PUBLISHED_LOGO: {
    default: undefined,
    what: "The same for the brand's logo, an asset with the intent `PLACECARD_LOGO`",
    ...published,
  },
  CALLMARK_REVIEW: {
    default: "auto",
    what: "Who reviews what is submitted: `auto` publishes it unless a rule of the review rejects it, `manual` leaves it to reviewers (`callmark admin review`, `/review/v1`), `script` follows a file (docs/review.md)",
    expected: `one of ${REVIEWS.join(", ")}`,
    read: (value: string) => REVIEWS.find((one) => one === value),
  },
  CALLMARK_REVIEW_DELAY: {
    default: "5",
    what: "How many seconds a version waits before it is reviewed, unless people review",
    ...wholeNumber(0, 86_400),
  },
  CALLMARK_REVIEW_SCRIPT: {
    default: undefined,
    what: "The file that `CALLMARK_REVIEW=script` follows",
    ...text("a path", (value) => value !== ""),
  },
  CALLMARK_EVENT_DAYS: {
    default: "30",
    what: "How many days notifications, feedback and events are kept",
    ...wholeNumber(1, 36_500),
  },
  CALLMARK_REQUIRE_PHONE_VERIFICATION: {
    default: "waived",
    what: "Must an organization verify a number before it may have a caller ID? The registry calls nobody: `required` refuses every new number, as a partner sees it that has not verified any",
    expected: "required or waived",
    read: (value: string) => (value === "required" || value === "waived" ? value : undefined),
  },
  CALLMARK_RATE_LIMIT: {
    default: "off",
    what: "How many requests a second each organization may send, over all its accounts and all workers of a node; beyond it the answer is 503 `ServiceUnavailable` with `Retry-After` (docs/operating.md). `off` counts none",
    expected: "a whole number from 1 to 100000, or off",
    read: (value: string) => (value === "off" ? "off" : wholeNumber(1, 100_000).read(value)),
  },
  CALLMARK_DELETED_DAYS: {
    default: "90",
    what: "How many days a deleted resource is kept, and listed where `ql` names `DELETED`",
    ...wholeNumber(0, 36_500),
  },
  CALLMARK_QUERY_SECONDS: {
    default: "2",
    what: "How long a query that has to scan may take, waiting included; past it the answer is 503 `QueryTooExpensive`",
    ...wholeNumber(1, 60),
  },
  CALLMARK_QUERY_THREADS: {
    default: "1",
    what: "How many queries may scan at the same time, each on a thread of its own, or on a connection of its own to PostgreSQL",
    ...wholeNumber(1, 64),
  },
  CALLMARK_QUERY_QUEUE: {
    default: "64",
    what: "How many queries that have to scan may wait for a thread; beyond it the answer is 503 `QueryTooExpensive`",
    ...wholeNumber(0, 10_000),
  },
  CALLMARK_DEPARTMENTS_FILE: {
    default: undefined,
    what: 'JSON file with departments besides the two documented ones: `{"<key>": {"label": "<text>", "categories"?: ["<category>"]}}`',
    ...text("a path", (value) => value !== ""),
  },
  CALLMARK_SECRET_KEY: {
    default: undefined,
    what: "The root key of cursors and of secrets that are kept: 32 bytes in base64. Without it the registry uses one that it made itself and keeps in the database",
    expected: keyExpected,
    secret: true,
    read: key,
  },
  CALLMARK_SECRET_KEY_PREVIOUS: {
    default: undefined,
    what: "The former root key, accepted for reading while it is being replaced",
    expected: keyExpected,
    secret: true,
    read: key,
  },
  CALLMARK_WEBHOOK_ALLOW_PRIVATE: {
    default: "false",
    what: "May webhooks lead to private and local addresses, and use `http:`? Only if everybody who can add one is trusted with the network",
    ...flag,
  },
  CALLMARK_WEBHOOK_HOURS: {
    default: "24",
    what: "For how many hours a notification is tried again if its webhook does not take it",
    ...wholeNumber(1, 720),
  },
  CALLMARK_WEBHOOK_ENVIRONMENT: {
    default: "callmark",
    what: "What `Business-Webhook-Environment` says to webhooks that are added from now on",
    ...text("1 to 100 letters, digits and the characters . _ -", (value) =>
      /^[A-Za-z0-9._-]{1,100}$/.test(value),
    ),
  },
  CALLMARK_CONSOLE: {
    default: undefined,
    what: "The folder of the built console, which is served at `/`, or `off`; without it the one that comes with the program",
    ...text("off, or the path of a folder", (value) => value !== "" && !value.includes("\0")),
  },
  CALLMARK_CORS_ORIGINS: {
    default: undefined,
    what: "Origins whose pages may call the API, with commas between them; without it none may",
    expected: "origins such as https://console.example.com",
    read: (value: string) => {
      const origins = list(value);
      return origins.length > 0 && origins.every(isOrigin) ? origins : undefined;
    },
  },
} as const satisfies Record<string, Setting<unknown>>;

type SettingName = keyof typeof SETTINGS;
type Value<Name extends SettingName> = Exclude<ReturnType<(typeof SETTINGS)[Name]["read"]>, undefined>;

/** The values, `undefined` where a setting without a default is not given. */
export type Settings = {
  readonly [Name in SettingName]: (typeof SETTINGS)[Name]["default"] extends string
    ? Value<Name>
    : Value<Name> | undefined;
};

/** What the command line reads when it talks to a server: no settings, and no mistakes. */
export const COMMAND_LINE_VARIABLES: readonly string[] = [
  "CALLMARK_CONFIG",
  "CALLMARK_STATE",
  "CALLMARK_PROFILE",
  "CALLMARK_BASE_URL",
  "CALLMARK_ORG",
  "CALLMARK_BRAND",
  "CALLMARK_CLIENT_ID",
  "CALLMARK_CLIENT_SECRET",
  "CALLMARK_ALLOW_PLAIN_HTTP",
];

/** Reads the settings once; an empty value counts as none. Throws `SettingsError`. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const wrong = Object.keys(environment)
    .filter((name) => name.startsWith("CALLMARK_") && !Object.hasOwn(SETTINGS, name))
    .filter((name) => !COMMAND_LINE_VARIABLES.includes(name))
    .map((name) => `${name} is not a setting; docs/settings.md lists them`);
  const entries = (Object.keys(SETTINGS) as SettingName[]).map((name) => {
    const setting: Setting<unknown> = SETTINGS[name];
    const given = environment[name];
    const value = given === undefined || given === "" ? setting.default : given;
    const read = value === undefined ? undefined : setting.read(value);
    if (value !== undefined && read === undefined) {
      const shown = setting.secret === true ? "its value" : `'${value}'`;
      wrong.push(`${name}: ${shown} is not ${setting.expected}`);
    }
    return [name, read];
  });
  const settings = Object.fromEntries(entries) as Settings;
  const { CALLMARK_DATABASE_URL: url, CALLMARK_DATABASE_READ_URL: readUrl } = settings;
  // What is malformed itself is told already.
  if (readUrl !== undefined && url !== undefined && !isReplicated(url)) {
    wrong.push("CALLMARK_DATABASE_READ_URL: only a CALLMARK_DATABASE_URL of PostgreSQL has replicas");
  }
  if (settings.CALLMARK_REVIEW === "script" && settings.CALLMARK_REVIEW_SCRIPT === undefined) {
    wrong.push("CALLMARK_REVIEW: script needs CALLMARK_REVIEW_SCRIPT, the file that it follows");
  }
  if (wrong.length > 0) throw new SettingsError(wrong.join("\n"));
  return settings;
}

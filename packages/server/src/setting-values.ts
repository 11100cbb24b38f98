import { isIP } from "node:net";
import Type from "typebox";
import { Compile } from "typebox/compile";

/*
 * What the values of settings look like in the environment, and how they are read: `undefined` where a text is malformed.
 */

export const text = (expected: string, accepts: (text: string) => boolean) => ({
  expected,
  read: (value: string) => (accepts(value) ? value : undefined),
});

/** What could only be a malformed address is no name either: a resolver would be asked for it in vain. */
export const host = text(
  "an IP address or a host name",
  (value) => isIP(value) !== 0 || (/^[A-Za-z0-9._-]{1,253}$/.test(value) && !/^[0-9.]+$/.test(value)),
);

export function wholeNumber(from: number, to: number) {
  const schema = Compile(Type.Integer({ minimum: from, maximum: to }));
  return {
    expected: `a whole number from ${from} to ${to}`,
    read: (value: string) => {
      const number = /^[0-9]{1,12}$/.test(value) ? Number(value) : Number.NaN;
      return schema.Check(number) ? number : undefined;
    },
  };
}

export const flag = {
  expected: "true or false",
  read: (value: string) => (value === "true" ? true : value === "false" ? false : undefined),
};

export const LOG_LEVELS = Type.Enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]);
export const logLevels = Compile(LOG_LEVELS);

export function key(value: string): Buffer | undefined {
  const bytes = Buffer.from(value, "base64");
  return bytes.length === 32 && bytes.toString("base64") === value ? bytes : undefined;
}
export const keyExpected = "32 bytes in base64, as `openssl rand -base64 32` prints them";

export function list(value: string): string[] {
  return value
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

export function isOrigin(value: string): boolean {
  return URL.canParse(value) && new URL(value).origin === value;
}

const PUBLISHED = ["current", "in-force", "waived"] as const;
export const published = {
  expected: `one of ${PUBLISHED.join(", ")}`,
  read: (value: string) => PUBLISHED.find((one) => one === value),
};

export const REVIEWS = ["auto", "manual", "script"] as const;

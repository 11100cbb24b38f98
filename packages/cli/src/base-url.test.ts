import { expect, test } from "vitest";
import { checkedBaseUrl } from "./base-url.ts";

test.each([
  ["https://callmark.example.com/", "https://callmark.example.com"],
  ["HTTPS://Example.com:443/behind/a/proxy/", "https://example.com/behind/a/proxy"],
  ["https://example.com/api/v1/", "https://example.com"],
  ["http://127.0.0.1:8080", "http://127.0.0.1:8080"],
  ["http://[::1]:8080", "http://[::1]:8080"],
  ["http://callmark.localhost", "http://callmark.localhost"],
])("the address %s is kept as %s", (text, kept) => {
  expect(checkedBaseUrl(text, { allowPlainHttp: false })).toBe(kept);
});

test.each([
  "callmark.example.com",
  "ftp://example.com",
  "https://me:secret@example.com",
  "https://a.example/?b",
])("%s is no address", (text) => {
  const checked = () => checkedBaseUrl(text, { allowPlainHttp: true });
  expect(checked).toThrow("is no address of a server");
  expect(checked).not.toThrow("secret");
});

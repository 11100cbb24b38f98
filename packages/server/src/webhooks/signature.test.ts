import { expect, test } from "vitest";
import { signatureOf, signedHeaders } from "./signature.ts";

const BODY =
  '{"type": "HEALTH_CHECK", "id": "498ed60c-883b-4b81-a9c1-1c262ddc69d2_HEALTH", "createdDate": "2026-04-10T12:00:00.000Z"}';
const SIGNATURE = "to32eikfth/T+vZYNExXVI3AkwEvql+VcdGnS16YiN9+h9kbxTXnZs4NPf1MTQcAeDdfd7eLWa8sFkVposGbVA==";

test("the known answer", () => {
  expect(signatureOf("secret", BODY, 1649778478749)).toBe(SIGNATURE);
});

test("the headers of a notification, and those of a health check, which names no environment", () => {
  const check = signedHeaders({ secret: "secret", body: BODY }, 1649778478749);
  expect(check).toEqual({
    "Content-Type": "application/json",
    "Business-Signature": SIGNATURE,
    "Business-Timestamp": "1649778478749",
  });
  expect(signedHeaders({ secret: "secret", body: BODY }, 1649778478749, "sandbox")).toEqual({
    ...check,
    "Business-Webhook-Environment": "sandbox",
  });
});

test.each([
  ["another secret", signatureOf("Secret", BODY, 1649778478749)],
  ["another moment", signatureOf("secret", BODY, 1649778478748)],
  ["another body", signatureOf("secret", `${BODY} `, 1649778478749)],
])("%s gives another signature", (_, signature) => {
  expect(signature).not.toBe(SIGNATURE);
});

test("what is signed are the body's bytes, whatever its language", () => {
  expect(signatureOf("secret", '{"name":"Bäckerei 🥐"}', 1)).toBe(
    // printf '{"name":"Bäckerei 🥐"}1' | openssl dgst -sha512 -hmac secret -binary | base64 -w0
    "L+NdHymIyvMRGZdb0rNkw0x9dHKRuwElzLcegFU/aNF3z09nEW5wlyCKs5gVBJ5U/2WatRKesgArHHdPzzAsZw==",
  );
});

import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { LIMITS } from "@callmark/contract";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Form, readForm } from "./form.ts";

const TYPE = "multipart/form-data; boundary=limit";

/** Reads a body that comes in pieces of some size. */
function read(body: Buffer, { type = TYPE, piece = 1_000, length = true } = {}): Promise<Form> {
  const request = new IncomingMessage(new Socket());
  request.headers = { "content-type": type, ...(length && { "content-length": String(body.length) }) };
  const result = readForm(request);
  for (let at = 0; at < body.length; at += piece) request.push(body.subarray(at, at + piece));
  request.complete = true;
  request.push(null);
  return result;
}

const part = (headers: string, content: string | Buffer = "x") =>
  Buffer.concat([Buffer.from(`--limit\r\n${headers}\r\n\r\n`), Buffer.from(content), Buffer.from("\r\n")]);
const END = Buffer.from("--limit--\r\n");
const FILE = 'Content-Disposition: form-data; name="file"; filename="logo.png"';
const form = (...parts: readonly Buffer[]) => Buffer.concat([...parts, END]);
const shown = (read: Form) => read.wrong ?? read.file;

test.each([1, 2, 7, 64, 100_000])("the file comes byte by byte, in pieces of %i", async (piece) => {
  const bytes = Buffer.concat([
    Buffer.from("\r\n--limi\r\n-limit\r--limit"),
    Buffer.from([0, 255, 13, 10, 45]),
  ]);
  const whole = form(part(`${FILE}\r\nContent-Type: IMAGE/png`, bytes));
  expect(shown(await read(whole, { piece }))).toEqual({
    bytes,
    filename: "logo.png",
    contentType: "image/png",
  });
});

test.each([
  ["name*", `Content-Disposition: form-data; name="file"; filename*=UTF-8''z%C3%BCrich.png`, "zürich.png"],
  ["text of UTF-8", 'Content-Disposition: form-data; name="file"; filename="zürich.png"', "zürich.png"],
  ["a path", 'Content-Disposition: form-data; name="file"; filename="../a/b.png"', "../a/b.png"],
])("a file name as %s", async (_, headers, filename) => {
  expect((await read(form(part(headers)))).file?.filename).toBe(filename);
});

test("a body without a stated length", async () => {
  expect((await read(form(part(FILE)), { length: false })).file?.bytes.toString()).toBe("x");
});

test("what stands before the first boundary and behind the last one counts for nothing", async () => {
  const whole = Buffer.concat([Buffer.from("before\r\n"), form(part(FILE)), Buffer.from("behind")]);
  expect((await read(whole)).file?.bytes.toString()).toBe("x");
});

describe("wrong", () => {
  const OTHER = 'Content-Disposition: form-data; name="other"; filename="logo.png"';
  const FIELD = 'Content-Disposition: form-data; name="file"';
  test.each([
    ["no part", END, "no part 'file'"],
    ["an empty body", Buffer.alloc(0), "cut off"],
    ["two files", form(part(FILE), part(FILE)), "more than one part"],
    ["a file and a field", form(part(FILE), part(FIELD)), "more than one part"],
    ["a field and a file", form(part(FIELD), part(FILE)), "more than one part"],
    ["another name", form(part(OTHER)), "a part 'other'"],
    ["a field", form(part(FIELD)), "part 'file' without a file"],
    [
      "bytes without a name",
      form(part(`${FIELD}\r\nContent-Type: application/octet-stream`)),
      "no file name",
    ],
    ["an empty name", form(part(`${FIELD}; filename=""`)), "no file name"],
    ["a part that says nothing", form(part("X: y")), "no part 'file'"],
    ["an attachment", form(part("Content-Disposition: attachment")), "no part 'file'"],
    ["a part that says nothing, and a file", form(part("X: y"), part(FILE)), "more than one part"],
    ["another boundary", Buffer.from("--other\r\n\r\n\r\n--other--"), "cut off"],
    ["no last boundary", part(FILE), "cut off"],
    ["an end within the file", form(part(FILE, "x".repeat(5_000))).subarray(0, 3_000), "cut off"],
    ["an end within the headers", Buffer.from(`--limit\r\n${FILE}`), "cut off"],
    ["JSON", Buffer.from("{}"), "cut off"],
  ])("%s", async (_, body, says) => {
    expect((await read(body)).wrong).toContain(says);
  });

  test.each(["multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary"])(
    "a type without a boundary: %s",
    async (type) => {
      expect((await read(form(part(FILE)), { type })).wrong).toBeTypeOf("string");
    },
  );

  test("a wide name is not shown whole", async () => {
    const name = "n".repeat(5_000);
    const { wrong } = await read(form(part(`Content-Disposition: form-data; name="${name}"; filename="x"`)));
    expect(wrong?.length).toBeLessThan(300);
  });
});

describe("too large", () => {
  const framing = form(part(FILE, "")).length;
  const withFile = (length: number) => form(part(FILE, Buffer.alloc(length)));

  test("a file of the limit is taken, and one byte more is not", async () => {
    const largest = await read(withFile(LIMITS.imageBytes), { piece: 65_536 });
    expect(largest.file?.bytes).toHaveLength(LIMITS.imageBytes);
    const body = withFile(LIMITS.imageBytes + 1);
    expect(body.length).toBeLessThan(LIMITS.uploadBytes);
    await expect(read(body, { piece: 65_536 })).rejects.toThrow("PayloadTooLarge");
  });

  test.each([true, false])("a body over the limit, whatever is in it; stated: %s", async (length) => {
    const body = withFile(LIMITS.uploadBytes + 1 - framing);
    await expect(read(body, { piece: 65_536, length })).rejects.toThrow("PayloadTooLarge");
    const junk = Buffer.alloc(LIMITS.uploadBytes + 1, "--limit\r\n");
    await expect(read(junk, { piece: 65_536, length })).rejects.toThrow("PayloadTooLarge");
  });
});

test("a client that goes away is told to nobody as a fault of the server", async () => {
  const request = new IncomingMessage(new Socket());
  request.headers = { "content-type": TYPE };
  const result = readForm(request);
  request.push(part(FILE));
  request.destroy();
  await expect(result).rejects.toThrow("BadRequest");
});

test("nor one that is gone before its body is asked for", async () => {
  const request = new IncomingMessage(new Socket());
  request.headers = { "content-type": TYPE };
  request.destroy();
  await new Promise((resolve) => request.once("close", resolve));
  await expect(readForm(request)).rejects.toThrow("BadRequest");
});

test("whatever comes, the form is read to its end", async () => {
  const whole = form(part(`${FILE}\r\nContent-Type: image/png`, "some bytes"), part(FILE, "more"));
  const inserted = fc.constantFrom(
    "\r\n",
    "--limit",
    "--limit--",
    "\r\n\r\n",
    "\0",
    '"',
    ";",
    "filename",
    "--",
  );
  const edit = fc.record({ at: fc.nat(whole.length), removed: fc.nat(40), text: inserted });
  const run = async (edits: readonly { at: number; removed: number; text: string }[], piece: number) => {
    let body: Buffer = whole;
    for (const { at, removed, text } of edits) {
      body = Buffer.concat([body.subarray(0, at), Buffer.from(text), body.subarray(at + removed)]);
    }
    const { wrong, file } = await read(body, { piece });
    expect(typeof wrong === "string" || file !== undefined).toBe(true);
  };
  const edits = fc.array(edit, { minLength: 1, maxLength: 5 });
  await fc.assert(fc.asyncProperty(edits, fc.integer({ min: 1, max: 300 }), run), { numRuns: 2_000 });
});

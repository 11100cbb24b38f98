import { request } from "node:http";
import { connect } from "node:net";
import { LIMITS } from "@callmark/contract";
import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import {
  claiming,
  drawn,
  jpegOf,
  others,
  pngChunk,
  pngOf,
  withChunks,
} from "../../packages/server/test/pixels.ts";
import { errorOf, summaryOf } from "../support/answer.ts";
import { type Api, fetchToken } from "../support/api.ts";
import { FORM_HEADERS, formOf, getPicture, metadataOf, upload, uploadPath } from "../support/images.ts";
import { openPlainDatabase } from "../support/plain-database.ts";
import { type Program, sharedProgram, startProgram } from "../support/program.ts";
import { addAccount, freshId, newWorld, sharedRegistry } from "../support/world.ts";

const program = sharedProgram();
const registry = sharedRegistry(program);
/** With something in it that is no picture. */
const LOGO = withChunks(await pngOf(1024, 1024), pngChunk("tEXt", Buffer.from("Comment\0hidden")));
const COVER = await jpegOf(1600, 1040);
const logo = { bytes: LOGO, filename: "logo.png", contentType: "image/png" };
let api: Api;

beforeAll(async () => {
  ({ api } = await newWorld(program(), registry()));
});

const metadataPath = (id: string, orgId = api.orgId) => `/api/v1/orgs/${orgId}/images/${id}/metadata`;

describe("an upload", () => {
  test("of a logo is answered with its place, and its metadata is there", async () => {
    const before = Date.now();
    const answer = await upload(api, logo);
    expect(answer.status).toBe(201);
    const metadata = metadataOf(answer);
    expect(metadata).toMatchObject({
      orgId: api.orgId,
      state: "PUBLISHED",
      filename: "logo.png",
      width: 1024,
      height: 1024,
      fileSize: LOGO.length,
      contentType: "image/png",
    });
    expect(metadata.updatedDate).toBe(metadata.createdDate);
    expect(Date.parse(metadata.createdDate)).toBeGreaterThanOrEqual(before);
    expect(answer.headers.location).toBe(metadataPath(metadata.id));
    const found = await api.call({ target: metadataPath(metadata.id) });
    expect([found.status, found.text]).toEqual([200, answer.text]);
    const head = await api.call({ method: "HEAD", target: metadataPath(metadata.id) });
    expect(head.status).toBe(200);
  });

  test("of a cover photo, and of a part without a type of its own", async () => {
    const answer = await upload(api, { bytes: COVER, filename: "cover.jpg" });
    expect(metadataOf(answer)).toMatchObject({ width: 1600, height: 1040, contentType: "image/jpeg" });
  });

  test("two uploads of one file are two images, each with a key of its own", async () => {
    const [one, other] = await Promise.all([upload(api, logo), upload(api, logo)]);
    const [first, second] = [metadataOf(one), metadataOf(other)];
    expect(first.id).not.toBe(second.id);
    expect(first.cdnUrl).not.toBe(second.cdnUrl);
  });

  test.each([
    ["Zürich 東京.png", "Zürich 東京.png"],
    [" logo.png ", "logo.png"],
    [".htaccess", ".htaccess"],
  ])("keeps of the name %j the text %j", async (filename, kept) => {
    expect(metadataOf(await upload(api, { ...logo, filename })).filename).toBe(kept);
  });

  test("in pieces, without a stated length", async () => {
    const { hostname, port } = new URL(program().url);
    const form = formOf(logo);
    const status = await new Promise((resolve, reject) => {
      const headers = { ...api.authorization, ...FORM_HEADERS };
      const sent = request(
        { host: hostname, port, method: "POST", path: uploadPath(api), headers },
        (answer) => answer.resume().on("end", () => resolve(answer.statusCode)),
      ).on("error", reject);
      for (let at = 0; at < form.length; at += 1_000) sent.write(form.subarray(at, at + 1_000));
      sent.end();
    });
    expect(status).toBe(201);
  });
});

describe("a picture", () => {
  const policy = {
    "cache-control": "public, max-age=31536000, immutable",
    "content-security-policy": "sandbox",
    "x-content-type-options": "nosniff",
  };

  async function urlsOf(bytes: Buffer) {
    const { cdnUrl, cdnTemplateUrl } = metadataOf(await upload(api, { bytes, filename: "picture" }));
    const at = (w: number, h: number, f: string, c = "") =>
      cdnTemplateUrl.replace("{w}", `${w}`).replace("{h}", `${h}`).replace("{c}", c).replace("{f}", f);
    return { cdnUrl, at };
  }

  test("needs no token, never changes, and runs nothing", async () => {
    const { cdnUrl, at } = await urlsOf(LOGO);
    expect(cdnUrl).toMatch(/^\/images\/[A-Za-z0-9_-]{43}\/1024x1024\.png$/);
    expect(at(1024, 1024, "png")).toBe(cdnUrl);
    for (const method of ["GET", "HEAD"]) {
      const { status, headers, bytes } = await getPicture(program().url, cdnUrl, method);
      expect(status).toBe(200);
      expect(Object.fromEntries(headers)).toMatchObject({ ...policy, "content-type": "image/png" });
      expect(headers.get("apple-request-id")).toMatch(/^[0-9a-f-]{36}$/);
      expect(bytes.length > 0).toBe(method === "GET");
      expect(Number(headers.get("content-length"))).toBeGreaterThan(0);
    }
  });

  test("is there in a list of sizes and formats, encoded anew", async () => {
    const { at } = await urlsOf(LOGO);
    for (const [box, format] of [
      [1024, "png"],
      [1024, "webp"],
      [512, "png"],
      [512, "webp"],
      [256, "png"],
      [256, "webp"],
    ] as const) {
      for (const c of ["", "bb"]) {
        const { status, headers, bytes } = await getPicture(program().url, at(box, box, format, c));
        expect([status, headers.get("content-type")]).toEqual([200, `image/${format}`]);
        expect(await sharp(bytes).metadata()).toMatchObject({ format, width: box, height: box });
        expect(bytes.includes("hidden")).toBe(false);
      }
    }
    const bmp = await getPicture(program().url, at(256, 256, "bmp"));
    expect(bmp.headers.get("content-type")).toBe("image/bmp");
    expect(bmp.bytes.toString("latin1", 0, 2)).toBe("BM");
    expect([bmp.bytes.readInt32LE(18), bmp.bytes.readInt32LE(22), bmp.bytes.readUInt16LE(28)]).toEqual([
      256, 256, 24,
    ]);
  });

  test("that is not square is there in its own size, and inside a box", async () => {
    const { at } = await urlsOf(COVER);
    for (const [target, size] of [
      [at(1600, 1040, "webp"), [1600, 1040]],
      [at(1600, 1040, "png"), [1600, 1040]],
      [at(1024, 1024, "webp"), [1024, 666]],
    ] as const) {
      const { width, height } = await sharp((await getPicture(program().url, target)).bytes).metadata();
      expect([width, height]).toEqual(size);
    }
    expect((await getPicture(program().url, at(256, 256, "bmp"))).status).toBe(404);
  });

  test("of another size, format, or key is not there", async () => {
    const { cdnUrl, at } = await urlsOf(LOGO);
    const { cdnUrl: another } = await urlsOf(COVER);
    const key = cdnUrl.split("/")[2] ?? "";
    const targets = [
      at(1023, 1024, "png"),
      at(2048, 2048, "png"),
      at(1024, 1024, "jpg"),
      at(1024, 1024, "bmp"),
      at(1024, 1024, "png", "sr"),
      cdnUrl.replace("1024x", "01024x"),
      cdnUrl.replace(".png", ".PNG"),
      `${cdnUrl}/`,
      `/images/${key}`,
      `/images/${key}/..%2f..%2fetc%2fpasswd`,
      `/images/..%2f${key}/1024x1024.png`,
      `/images/${key.slice(1)}/1024x1024.png`,
      `/images/${key.slice(0, -4)}AAAA/1024x1024.png`,
      `/images/${"A".repeat(43)}/1024x1024.png`,
      another.replace("1024x1024", "1600x1041"),
      "/images/%zz/1024x1024.png",
    ];
    for (const target of targets) {
      const { status, headers } = await getPicture(program().url, target);
      expect([target, status]).toEqual([target, 404]);
      expect(headers.get("cache-control")).toBeNull();
    }
  });
});

describe("refused, and nothing is left", () => {
  async function rows(of: Program): Promise<unknown> {
    await using database = await openPlainDatabase(of);
    return await database.select(
      "select (select count(*) from images) as images, (select count(*) from image_files) as files",
    );
  }

  const REFUSED: readonly (readonly [string, string, () => Promise<Parameters<typeof upload>[1][]>])[] = [
    ["no part", "no part 'file'", async () => []],
    ["a second part", "more than one part", async () => [logo, logo]],
    [
      "a field beside it",
      "more than one part",
      async () => [logo, { bytes: Buffer.from("x"), name: "note" }],
    ],
    ["a part of another name", "a part 'image'", async () => [{ ...logo, name: "image" }]],
    ["a part without a file name", "part 'file' without a file", async () => [{ bytes: LOGO }]],
    ["a path for a name", "must not have '/'", async () => [{ ...logo, filename: "../../../etc/passwd" }]],
    [
      "a name with other signs",
      "cannot be printed",
      async () => [{ ...logo, filename: "a\tb\u202egnp.png" }],
    ],
    ["a name of dots", "'..'", async () => [{ ...logo, filename: ".." }]],
    ["a long name", "255 characters", async () => [{ ...logo, filename: `${"n".repeat(300)}.png` }]],
    ["an empty file", "The file is empty", async () => [{ ...logo, bytes: Buffer.alloc(0) }]],
    ["text", "not an image", async () => [{ ...logo, bytes: Buffer.from("hello") }]],
    ["a mislabelled file", "came as 'image/jpeg'", async () => [{ ...logo, contentType: "image/jpeg" }]],
    ["a file that is cut off", "cut off", async () => [{ ...logo, bytes: LOGO.subarray(0, -500) }]],
    ["a bomb", "60000 by 60000", async () => [{ ...logo, bytes: claiming(LOGO, 60_000, 60_000) }]],
    ["a wide one", "5001 by 4", async () => [{ ...logo, bytes: await pngOf(5_001, 4) }]],
    ...["GIF", "WebP", "SVG", "HEIC"].map(
      (name) =>
        [
          `a file of the type ${name}`,
          `of the type ${name}; JPEG and PNG are taken`,
          async () => [{ bytes: (await others())[name] ?? Buffer.alloc(0), filename: "logo.png" }],
        ] as const,
    ),
  ];

  test.each(REFUSED)("%s", async (_, says, parts) => {
    const before = await rows(program());
    const answer = await upload(api, ...(await parts()));
    expect(summaryOf(answer)).toBe("400 InvalidImage");
    expect(errorOf(answer).message).toContain(says);
    expect(await rows(program())).toEqual(before);
  });

  const post = (more: { headers?: Record<string, string>; body?: Buffer; query?: string }, as: Api = api) =>
    as.call({
      method: "POST",
      target: uploadPath(as) + (more.query ?? ""),
      headers: { ...FORM_HEADERS, ...more.headers },
      body: more.body ?? formOf(logo),
    });

  test("each step of the order comes before the next", async () => {
    const { clientId, secret } = await addAccount(registry(), api.orgId, "read-only");
    const reader = api.at({ token: await fetchToken(program().url, clientId, secret) });
    const large = formOf({ ...logo, bytes: Buffer.alloc(LIMITS.imageBytes + 1) });
    const json = { "content-type": "application/json" };
    const foreign = freshId();
    const at = (as: Api, orgId: string) => as.at({ orgId });
    const all = { headers: json, body: large, query: "?x=1" };
    expect(summaryOf(await post(all, at(api.at({ token: "x" }), foreign)))).toBe("401 Unauthorized");
    expect(summaryOf(await post(all, at(reader, foreign)))).toBe("403 Forbidden");
    const put = await reader.call({ method: "PUT", target: uploadPath(api), headers: json, body: large });
    expect([summaryOf(put), put.headers.allow]).toEqual(["405 MethodNotAllowed", "POST"]);
    expect(errorOf(await post(all, reader)).message).toBe("The account is read-only");
    expect(summaryOf(await post(all))).toBe("415 UnsupportedMediaType");
    expect(summaryOf(await post({ body: large, query: "?x=1" }))).toBe("413 PayloadTooLarge");
    expect(summaryOf(await post({ body: formOf(), query: "?x=1" }))).toBe("400 UnknownParameter");
    expect(summaryOf(await post({ body: formOf() }))).toBe("400 InvalidImage");
  });

  test("a body that says what it is not, or that is too large, however it comes", async () => {
    const encoded = await post({ headers: { "content-encoding": "gzip" } });
    expect(summaryOf(encoded)).toBe("415 UnsupportedMediaType");
    expect(summaryOf(await post({ headers: { "content-type": "multipart/form-data" } }))).toBe(
      "400 InvalidImage",
    );
    const large = Buffer.alloc(LIMITS.uploadBytes + 1, "--callmark-test-boundary\r\n");
    expect(summaryOf(await post({ body: large }))).toBe("413 PayloadTooLarge");
    expect(summaryOf(await post({ body: formOf(logo).subarray(0, -30) }))).toBe("400 InvalidImage");
  });

  test("metadata: of a foreign org, of nobody, with a parameter, by another method", async () => {
    const { id } = metadataOf(await upload(api, logo));
    const { api: other } = await newWorld(program(), registry());
    const get = (as: Api, target: string, method = "GET") => as.call({ method, target });
    expect(summaryOf(await get(other, metadataPath(id)))).toBe("403 Forbidden");
    expect(summaryOf(await get(other, metadataPath(id, other.orgId)))).toBe("404 NotFound");
    expect(errorOf(await get(api, metadataPath("0b2f6c1e-7a1d-4c55-9d0e-6a1f0c9b7e31"))).message).toBe(
      "Image not found",
    );
    for (const wrong of ["1", id.toUpperCase().replace(/[0-9]/g, "A"), `${id}0`]) {
      expect(errorOf(await get(api, metadataPath(wrong))).message).toBe("Path not found");
    }
    expect(summaryOf(await get(api, `${metadataPath(id)}?x=1`))).toBe("400 UnknownParameter");
    const removed = await get(api, metadataPath(id), "DELETE");
    expect([summaryOf(removed), removed.headers.allow]).toEqual(["405 MethodNotAllowed", "GET, HEAD"]);
    expect(summaryOf(await get(api.at({ token: "x" }), metadataPath(id)))).toBe("401 Unauthorized");
    const imported = await get(api, `/api/v1/orgs/${api.orgId}/images/import`, "POST");
    expect(errorOf(imported).message).toBe("Path not found");
  });

  test("a removed account's very next request", async () => {
    const account = await addAccount(registry(), api.orgId);
    const own = api.at({ token: await fetchToken(program().url, account.clientId, account.secret) });
    const { id } = metadataOf(await upload(own, logo));
    await registry().removeAccounts({ clientId: account.clientId });
    const before = await rows(program());
    expect(summaryOf(await upload(own, logo))).toBe("401 Unauthorized");
    expect(summaryOf(await upload(own))).toBe("401 Unauthorized");
    expect(summaryOf(await own.call({ target: metadataPath(id) }))).toBe("401 Unauthorized");
    expect(await rows(program())).toEqual(before);
  });

  test("a client that goes away within the body", async () => {
    await using plain = await openPlainDatabase(program());
    const before = await plain.select("select count(*) from images");
    const { hostname, port } = new URL(program().url);
    const form = formOf(logo);
    for (let round = 0; round < 25; round += 1) {
      const socket = connect(Number(port), hostname);
      const head = [
        `POST ${uploadPath(api)} HTTP/1.1`,
        "host: localhost",
        `authorization: ${api.authorization.authorization}`,
        `content-type: ${FORM_HEADERS["content-type"]}`,
        `content-length: ${form.length}`,
      ];
      await new Promise((resolve) => {
        socket.write(
          Buffer.concat([Buffer.from(`${head.join("\r\n")}\r\n\r\n`), form.subarray(0, 500)]),
          resolve,
        );
      });
      socket.destroy();
    }
    // None of them keeps a place among the uploads: a whole one is taken.
    let answer = await upload(api, logo);
    while (answer.status === 503) answer = await upload(api, logo);
    expect(answer.status).toBe(201);
    const { id } = metadataOf(answer);
    // Of the others nothing came: beside what was there before there is that one.
    expect(await plain.select("select count(*) from images where id <> ?", id)).toEqual(before);
  });
});

test("more uploads than there is room for are told to come again, and the others are answered", async () => {
  const noise = { type: "gaussian" as const, mean: 128, sigma: 60 };
  const large = await sharp({
    create: { width: 1_600, height: 1_040, channels: 3, background: "#000", noise },
  })
    .jpeg()
    .toBuffer();
  const answers = await Promise.all(
    Array.from({ length: 40 }, () => upload(api, { bytes: large, filename: "noise.jpg" })),
  );
  const counted = Object.groupBy(answers, summaryOf);
  expect(Object.keys(counted).sort()).toEqual(["201", "503 ServiceUnavailable"]);
  const refused = (counted["503 ServiceUnavailable"] ?? []).filter(({ text }) =>
    text.includes("Too many images"),
  );
  expect(refused[0]?.headers["retry-after"]).toBe("1");
  // Two that are worked on and sixteen that wait were let in.
  expect(refused.length).toBeLessThanOrEqual(40 - 18);
  expect((await upload(api, logo)).status).toBe(201);
});

test("in the demo, whose tokens are public, pictures are for this machine alone", async () => {
  await using own = await startProgram({ demo: true });
  const { hostname, port } = new URL(own.url);
  const status = await new Promise((resolve) => {
    const path = `/images/${"A".repeat(43)}/1024x1024.png`;
    request({ host: hostname, port, path, headers: { host: "evil.example" } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    }).end();
  });
  expect(status).toBe(400);
});

test("a picture with transparency keeps it as PNG", async () => {
  const bytes = await drawn(300, 300, 4).png().toBuffer();
  const { cdnUrl } = metadataOf(await upload(api, { bytes, filename: "clear.png" }));
  expect((await sharp((await getPicture(program().url, cdnUrl)).bytes).metadata()).hasAlpha).toBe(true);
});

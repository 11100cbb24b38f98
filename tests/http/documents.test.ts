import { openApiDocument } from "@callmark/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Program, startProgram } from "../support/program.ts";

let program: Program;
beforeAll(async () => {
  program = await startProgram({ demo: true });
});
afterAll(() => program[Symbol.asyncDispose]());

test("/openapi.json is the document", async () => {
  const answer = await fetch(`${program.url}/openapi.json`);
  expect(answer.headers.get("content-type")).toBe("application/json");
  expect(await answer.json()).toEqual(JSON.parse(JSON.stringify(openApiDocument())));
});

test.each(["/reference", "/reference/"])(
  "%s loads nothing from elsewhere, and nothing inline",
  async (path) => {
    const answer = await fetch(program.url + path);
    expect(answer.status).toBe(200);
    const policy = answer.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    // Each source that it allows is this server, or a picture inside the page.
    const sources = policy.split(";").flatMap((directive) => directive.trim().split(" ").slice(1));
    expect(new Set(sources)).toEqual(new Set(["'none'", "'self'", "data:"]));

    const page = await answer.text();
    expect(page).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=/i);
    const loaded = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(
      (match) => new URL(match[1] ?? "", answer.url),
    );
    expect(loaded.length).toBeGreaterThan(4);
    for (const url of loaded) {
      expect(url.origin).toBe(program.url);
      expect((await fetch(url)).status).toBe(200);
    }
  },
);

test("the page asks for this server's document, and no badge from elsewhere", async () => {
  const script = await (await fetch(`${program.url}/reference/static/swagger-initializer.js`)).text();
  expect(script).toContain('"url":"/openapi.json"');
  expect(script).toContain('"validatorUrl":null');
});

import { expect, test } from "vitest";
import { readFragment } from "./fragment.ts";

function read(hash: string) {
  const replaced: string[] = [];
  const location = { hash, pathname: "/orgs/1", search: "?ql=a" } as Location;
  const history = {
    state: null,
    replaceState: (_state: unknown, _title: string, url: string) => replaced.push(url),
  } as unknown as History;
  return { filled: readFragment(location, history), replaced };
}

test("fills the sign-in, and is gone from the address", () => {
  expect(read("#demo=demo:demo-secret")).toEqual({
    filled: { clientId: "demo", clientSecret: "demo-secret" },
    replaced: ["/orgs/1?ql=a"],
  });
  expect(read("#demo=a%20b:c%3Ad:e").filled).toEqual({ clientId: "a b", clientSecret: "c:d:e" });
});

test("a fragment that cannot be read is gone as well", () => {
  expect(read("#demo=%:x")).toEqual({ filled: undefined, replaced: ["/orgs/1?ql=a"] });
});

test.each(["", "#", "#demo=", "#demo=demo", "#other=demo:secret"])("%j fills nothing", (hash) => {
  expect(read(hash)).toEqual({ filled: undefined, replaced: [] });
});

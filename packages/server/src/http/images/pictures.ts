import { PATHS } from "@callmark/contract";
import type { FastifyInstance } from "fastify";
import { isImageKey } from "../../registry/images.ts";
import { notFound } from "../../registry/problem.ts";
import { type Deps, routerUrl } from "../exchange.ts";

/** A size, what `{c}` stands for, and a format; a size with leading zeros would be a second name for one picture. */
const PICTURE = /^([1-9][0-9]{0,3}x[1-9][0-9]{0,3})(?:bb)?\.(png|webp|bmp)$/;

/** A picture never changes; what it shows is for no page of ours, and nothing in it may run. */
const HEADERS = {
  "cache-control": "public, max-age=31536000, immutable",
  "content-security-policy": "sandbox",
  "cross-origin-resource-policy": "cross-origin",
  "x-content-type-options": "nosniff",
};

interface PictureParameters {
  readonly key?: string;
  readonly picture?: string;
}

/** `/images/{key}/{picture}`: the picture for everybody who knows its key. */
export function addPictures(app: FastifyInstance, deps: Pick<Deps, "store" | "images">): void {
  app.get<{ Params: PictureParameters }>(routerUrl(PATHS.picture), async ({ params }, reply) => {
    const { key = "", picture = "" } = params;
    const [, size, format] = PICTURE.exec(picture) ?? [];
    const found = isImageKey(key) && size && format && (await find(deps, key, `${size}.${format}`));
    if (!found) throw notFound("Picture");
    return reply.headers(HEADERS).header("content-type", `image/${format}`).send(found);
  });
}

/** In the folder, or in the database, where pictures stay that were there before there was a folder. */
async function find(
  { store, images: { folder } }: Pick<Deps, "store" | "images">,
  key: string,
  name: string,
): Promise<Buffer | undefined> {
  return (await folder?.find(key, name)) ?? (await store.findPicture({ key, name }));
}

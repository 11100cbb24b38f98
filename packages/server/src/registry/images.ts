import { IMAGE_ID_PATTERN, type ImageMetadata, type ImageType, type State } from "@callmark/contract";
import { printInstant } from "./instant.ts";
import type { AccessChanged, Missing } from "./store.ts";

/** An image as the store keeps it; its pictures lie beside it. */
export interface Image {
  readonly orgId: string;
  /** A UUID. */
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly created: number;
  readonly updated: number;
  readonly state: State;
  readonly filename: string;
  /** Pixels, turned as the file asks for. */
  readonly width: number;
  readonly height: number;
  /** Bytes of the file that was uploaded. */
  readonly fileSize: number;
  readonly contentType: ImageType;
  /** The colours of the file that was uploaded, in the words of libvips: `srgb`, `b-w`, `cmyk`, … */
  readonly colours: string;
  /** 256 random bits, base64url: whoever knows it sees the picture. */
  readonly key: string;
  /** The org of the account that uploaded it, which may be a partner's of `orgId`. */
  readonly uploadedByOrg: string;
  /** The account. */
  readonly uploadedBy: string;
}

/** One of an image's pictures. */
export interface Picture {
  /** Such as `512x512.webp`: the box that it is in, and its format. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

const ID = new RegExp(IMAGE_ID_PATTERN);
const KEY = /^[A-Za-z0-9_-]{43}$/;

/** Is this an image's id as a path may have it? */
export function isImageId(text: string): boolean {
  return ID.test(text);
}

/** Is this the key of an image, or could it be? */
export function isImageKey(text: string): boolean {
  return KEY.test(text);
}

/** The width and height of the box in which every image has a picture. */
export const LARGEST_BOX = 1024;

/** An image as the wire shows it. */
export function printImage(image: Image): string {
  const { orgId, id, created, updated, state, filename, width, height, fileSize, contentType, key } = image;
  const metadata: ImageMetadata = {
    orgId,
    id,
    createdDate: printInstant(created),
    updatedDate: printInstant(updated),
    state,
    filename,
    width,
    height,
    fileSize,
    contentType,
    ...pathsOfPictures(key),
  };
  return JSON.stringify(metadata);
}

/** Where an image's pictures are, relative to the server. */
export function pathsOfPictures(key: string): Pick<ImageMetadata, "cdnUrl" | "cdnTemplateUrl"> {
  return {
    cdnUrl: `/images/${key}/${LARGEST_BOX}x${LARGEST_BOX}.png`,
    cdnTemplateUrl: `/images/${key}/{w}x{h}{c}.{f}`,
  };
}

/** An image's place among those of all orgs. */
export interface ImagePlace {
  readonly orgId: string;
  readonly id: string;
}

/** What the registry asks of a database about images; see `StoreOperations`. */
export interface ImageOperations {
  /** Has an org as many images as it may? Others may add some meanwhile; `addImage` knows it exactly. */
  isFullOfImages(input: { readonly orgId: string; readonly maximum: number }): Promise<boolean>;
  /** With its pictures, or without where they lie elsewhere. */
  addImage(input: {
    readonly accessRevision: number;
    readonly image: Image;
    readonly pictures: readonly Picture[];
    /** How many images the org may have. */
    readonly maximum: number;
  }): Promise<AccessChanged | { readonly outcome: "added" | "full" }>;
  findImage(input: {
    readonly accessRevision: number;
    readonly orgId: string;
    readonly id: string;
    /** A partner sees what it uploaded, and what a brand uses that is shared with it. */
    readonly partnerId?: string;
  }): Promise<AccessChanged | Missing | { readonly outcome: "found"; readonly image: Image }>;
  /** The bytes of one of an image's pictures, where it lies in the database. */
  findPicture(input: { readonly key: string; readonly name: string }): Promise<Buffer | undefined>;
  /**
   * Looks at a bounded number of images behind a place, and removes those that were uploaded before a moment (in
   * milliseconds since 1970) and that no asset names, neither as it is nor by a version of it that is kept.
   */
  purgeImages(input: {
    readonly before: number;
    readonly after?: ImagePlace;
    readonly atMost: number;
  }): Promise<{
    /** The keys of what was removed: their pictures in a folder are the caller's to remove. */
    readonly purged: readonly string[];
    /** Where to go on, unless all have been looked at. */
    readonly more?: ImagePlace;
  }>;
  /** Those of these keys that are an image's. */
  knownImageKeys(input: { readonly keys: readonly string[] }): Promise<readonly string[]>;
}

import type { State } from "./resource.ts";

/** An image without its pixels. What is optional is there as far as the server knows it. */
export interface ImageMetadata {
  readonly orgId: string;
  /** A UUID. */
  readonly id: string;
  /** RFC 3339 in UTC. */
  readonly createdDate: string;
  /** RFC 3339 in UTC. */
  readonly updatedDate: string;
  readonly state: State;
  readonly filename?: string;
  /** Pixels. */
  readonly width?: number;
  /** Pixels. */
  readonly height?: number;
  /** Bytes of the file that was uploaded. */
  readonly fileSize?: number;
  readonly contentType?: "image/jpeg" | "image/png";
  /** The picture. callmark's is relative to the server and needs no token. */
  readonly cdnUrl?: string;
  /** The same with `{w}`, `{h}` for a size, `{c}` for a crop and `{f}` for a format. */
  readonly cdnTemplateUrl?: string;
}

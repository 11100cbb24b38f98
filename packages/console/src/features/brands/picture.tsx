import type { AssetIntent } from "@callmark/client";
import { useQuery } from "@tanstack/react-query";
import { imageUrl } from "../../shared/data/logos.ts";
import type { BrandPlace } from "../../shared/session/place.ts";
import { useSession } from "../../shared/session/session.ts";
import { imageQuery, SIZES } from "./asset-queries.ts";
import styles from "./picture.module.css";

/** How high it is shown, in pixels. */
const HEIGHT = 196;

export interface PictureProps {
  readonly place: BrandPlace;
  readonly intent: AssetIntent;
  readonly imageId: string;
  readonly caption: string;
  readonly alt: string;
}

/** An uploaded picture, with what it is. */
export function Picture({ place, intent, imageId, caption, alt }: PictureProps) {
  const { client } = useSession();
  const { data } = useQuery(imageQuery(client, place.orgId, imageId));
  const src = imageUrl(data?.cdnTemplateUrl, 512);
  const { width, height } = SIZES[intent];
  const box = { height: HEIGHT, aspectRatio: `${width} / ${height}` };
  return (
    <figure className={styles.picture}>
      {src === undefined ? (
        <div className={styles.frame} style={box} />
      ) : (
        <img className={styles.frame} style={box} src={src} alt={alt} />
      )}
      <figcaption className={styles.caption}>
        <strong>{caption}</strong>
        {data?.width !== undefined && (
          <span>
            {data.width} × {data.height}
          </span>
        )}
      </figcaption>
    </figure>
  );
}

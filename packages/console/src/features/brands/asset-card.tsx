import type { AssetIntent, BrandAsset } from "@callmark/client";
import { useQuery } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { imageUrl } from "../../shared/data/logos.ts";
import type { BrandPlace } from "../../shared/session/place.ts";
import { useSession } from "../../shared/session/session.ts";
import { Button } from "../../shared/ui/button.tsx";
import { Card } from "../../shared/ui/card.tsx";
import { HistoryList } from "../../shared/ui/history-list.tsx";
import { LogoPreviews } from "../../shared/ui/logo-previews.tsx";
import { overPage, part } from "../../shared/ui/part.tsx";
import { StatePill } from "../../shared/ui/pill.tsx";
import { RemoveDialog } from "../../shared/ui/remove-dialog.tsx";
import { ReportNotes } from "../../shared/ui/report-notes.tsx";
import { assets as texts } from "../../texts/assets.ts";
import { brands } from "../../texts/brands.ts";
import { history } from "../../texts/history.ts";
import { removal } from "../../texts/removal.ts";
import styles from "./asset-card.module.css";
import { assetPastQuery, imageQuery } from "./asset-queries.ts";
import { Picture } from "./picture.tsx";

const PictureDrop = part(() => import("./picture-drop.tsx").then(({ PictureDrop }) => PictureDrop));
const CropDialog = part(
  () => import("./crop-dialog.tsx").then(({ CropDialog }) => CropDialog),
  overPage(({ onClose }) => onClose),
);

export interface AssetCardProps {
  readonly place: BrandPlace;
  /** What calls show beside it. */
  readonly name: string;
  readonly intent: AssetIntent;
  /** Absent where the brand has none. */
  readonly asset: BrandAsset | undefined;
  readonly mayChange: boolean;
  readonly onChanged: () => void;
}

/** One image of a brand: what is in force, what waits, and a place for another. */
export function AssetCard({ place, name, intent, asset, mayChange, onChanged }: AssetCardProps) {
  const { client } = useSession();
  const [file, setFile] = useState<File>();
  const [removing, setRemoving] = useState(false);
  const { data: past } = useQuery({
    ...assetPastQuery(client, place, asset?.id ?? ""),
    enabled: asset !== undefined,
  });
  const { data: image } = useQuery({
    ...imageQuery(client, place.orgId, asset?.brandAssetDetails.imageId ?? ""),
    enabled: asset !== undefined,
  });
  const inForce = past?.versions.find(({ to }) => to === undefined);
  const isRefused = asset?.state === "REJECTED" || asset?.state === "FAILED";
  const verdict = past?.history.find(({ etag, state }) => etag === asset?.etag && state === asset?.state);
  const src = imageUrl(image?.cdnTemplateUrl, 512);
  return (
    <Card
      title={texts.intents[intent]}
      aside={
        asset !== undefined && (
          <>
            <StatePill state={asset.state} />
            {mayChange && (
              <Button
                tone="quiet"
                square
                aria-label={`${removal.action} ${texts.intents[intent].toLowerCase()}`}
                icon={<Trash2 size={14} />}
                onClick={() => setRemoving(true)}
              />
            )}
          </>
        )
      }
    >
      <div className={styles.parts}>
        {asset === undefined && !mayChange && <p className={styles.faint}>{texts.empty[intent]}</p>}
        {asset !== undefined && (
          <div className={styles.pictures}>
            <Picture
              place={place}
              intent={intent}
              imageId={asset.brandAssetDetails.imageId}
              caption={
                isRefused ? texts.refused : asset.state === "PUBLISHED" ? texts.inForce : texts.pending
              }
              alt={asset.brandAssetDetails.altTexts?.[0]?.text ?? texts.pictureOf[intent]}
            />
            {inForce !== undefined && inForce.etag !== asset.etag && (
              <Picture
                place={place}
                intent={intent}
                imageId={inForce.brandAssetDetails.imageId}
                caption={texts.inForce}
                alt={inForce.brandAssetDetails.altTexts?.[0]?.text ?? texts.pictureOf[intent]}
              />
            )}
            {intent === "PLACECARD_LOGO" && src !== undefined && (
              <div className={styles.previews}>
                <LogoPreviews src={src} name={name} />
              </div>
            )}
          </div>
        )}
        {isRefused && verdict !== undefined && (
          <div className={styles.verdict}>
            {verdict.reason !== undefined && <p>“{verdict.reason}”</p>}
            <ReportNotes reports={[...verdict.validationReports, ...verdict.processingReports]} codes />
          </div>
        )}
        {mayChange && (
          <PictureDrop needs={texts.needs[intent]} isAnother={asset !== undefined} onPicture={setFile} />
        )}
        {file !== undefined && (
          <CropDialog
            place={place}
            intent={intent}
            file={file}
            over={asset}
            onClose={() => setFile(undefined)}
            onUploaded={() => {
              setFile(undefined);
              onChanged();
            }}
          />
        )}
        {past !== undefined && past.history.length > 0 && (
          <section>
            <h3 className={styles.title}>{history.title}</h3>
            <HistoryList steps={past.history} />
          </section>
        )}
      </div>
      {removing && asset !== undefined && (
        <RemoveDialog
          name={texts.intents[intent]}
          text={brands.remove.asset}
          resource={asset}
          remove={(seen) => client.brandAssets(place).delete(seen)}
          read={() => client.brandAssets(place).get(asset.id)}
          onClose={() => setRemoving(false)}
          onRemoved={() => {
            setRemoving(false);
            onChanged();
          }}
        />
      )}
    </Card>
  );
}

import "react-easy-crop/react-easy-crop.css";
import { Slider } from "@base-ui/react/slider";
import { type AssetIntent, type BrandAsset, Rejected } from "@callmark/client";
import { useMutation } from "@tanstack/react-query";
import { TriangleAlert } from "lucide-react";
import { useEffect, useState } from "react";
import Cropper from "react-easy-crop";
import { sayProblem } from "../../shared/format/problem.ts";
import { useOvertaken } from "../../shared/hooks/use-overtaken.ts";
import type { BrandPlace } from "../../shared/session/place.ts";
import { useSession } from "../../shared/session/session.ts";
import { Button } from "../../shared/ui/button.tsx";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { Field, TextInput } from "../../shared/ui/field.tsx";
import { ReportNotes } from "../../shared/ui/report-notes.tsx";
import { toastDone } from "../../shared/ui/toast.ts";
import { assets as texts } from "../../texts/assets.ts";
import { common } from "../../texts/common.ts";
import { SIZES } from "./asset-queries.ts";
import styles from "./crop-dialog.module.css";
import { cropImage, type Part } from "./crop-image.ts";

const LONGEST_ZOOM = 4;
const LOCALE = "en";

export interface CropDialogProps {
  readonly place: BrandPlace;
  readonly intent: AssetIntent;
  readonly file: File;
  /** What the picture takes the place of; absent where there is none yet. */
  readonly over: BrandAsset | undefined;
  readonly onClose: () => void;
  readonly onUploaded: () => void;
}

/** Cuts a picture to the size that it must have, uploads it, and makes it the brand's. */
export function CropDialog({ place, intent, file, over, onClose, onUploaded }: CropDialogProps) {
  const { client } = useSession();
  const url = useObjectUrl(file);
  const [crop, setCrop] = useState({ x: 0, y: 0 });
  const [zoom, setZoom] = useState(1);
  const [part, setPart] = useState<Part>();
  // What it takes the place of; another version, or none, once somebody else was faster.
  const [base, setBase] = useState(over);
  const [first, ...others] = base?.brandAssetDetails.altTexts ?? [];
  const [altText, setAltText] = useState(first?.text ?? "");
  const size = SIZES[intent];
  const isSmall = part !== undefined && part.width < size.width;

  const { overtaken, look } = useOvertaken(() => client.brandAssets(place).get(over?.id ?? ""));
  const upload = useMutation({
    mutationFn: async () => {
      if (part === undefined) return;
      const picture = await cropImage(file, part, size);
      const { id: imageId } = await client.images(place).upload(picture, { filename: pngName(file.name) });
      const details = {
        ...base?.brandAssetDetails,
        imageId,
        intent,
        altTexts:
          altText.trim() === ""
            ? others
            : [{ text: altText.trim(), locale: first?.locale ?? LOCALE }, ...others],
      };
      const assets = client.brandAssets(place);
      await (base === undefined ? assets.create(details) : assets.update(base, details));
    },
    onSuccess: () => {
      toastDone(texts.saved.title[intent], texts.saved.text);
      onUploaded();
    },
    onError: async (error) => {
      const found = over === undefined ? undefined : await look(error);
      if (found?.is === "changed") setBase(found.theirs);
      if (found?.is === "deleted") setBase(undefined);
    },
  });
  const { error } = upload;
  const conflict = overtaken?.is === "changed" || overtaken?.is === "deleted" ? overtaken.is : undefined;

  return (
    <Dialog
      open
      size="large"
      onClose={onClose}
      isFilled
      title={texts.crop.title[intent]}
      description={texts.crop.text}
      actions={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button
            tone="primary"
            busy={upload.isPending}
            disabled={part === undefined}
            onClick={() => upload.mutate()}
          >
            {conflict === undefined ? texts.crop.submit : texts.crop.anyway}
          </Button>
        </>
      }
    >
      <div className={styles.stage}>
        {url !== undefined && (
          <Cropper
            image={url}
            crop={crop}
            zoom={zoom}
            maxZoom={LONGEST_ZOOM}
            aspect={size.width / size.height}
            onCropChange={setCrop}
            onZoomChange={setZoom}
            onCropComplete={(_, pixels) => setPart(pixels)}
            cropperProps={{ "aria-label": texts.crop.area, role: "group" }}
            // The pages' policy refuses style elements; the file is imported instead.
            disableAutomaticStylesInjection
          />
        )}
      </div>
      <div className={styles.controls}>
        <Slider.Root
          className={styles.slider}
          value={zoom}
          min={1}
          max={LONGEST_ZOOM}
          step={0.01}
          onValueChange={(value) => setZoom(value)}
        >
          <Slider.Label className={styles.label}>{texts.crop.zoom}</Slider.Label>
          <Slider.Control className={styles.control}>
            <Slider.Track className={styles.track}>
              <Slider.Indicator className={styles.indicator} />
              <Slider.Thumb className={styles.thumb} />
            </Slider.Track>
          </Slider.Control>
        </Slider.Root>
        <Field label={texts.crop.alt} hint={texts.crop.altHint}>
          <TextInput value={altText} onChange={({ target }) => setAltText(target.value)} />
        </Field>
      </div>
      {isSmall && (
        <p className={styles.small}>
          <TriangleAlert size={14} aria-hidden />
          {texts.crop.small(Math.round(part.width), Math.round(part.height))}
        </p>
      )}
      <div role="alert" className={styles.problems}>
        {error instanceof Rejected && <ReportNotes reports={error.validationReports} />}
        {error !== null && !(error instanceof Rejected) && (
          <p className={styles.problem}>
            {conflict === undefined
              ? sayProblem(overtaken?.is === "unread" ? overtaken.error : error)
              : texts.conflict[conflict]}
          </p>
        )}
      </div>
    </Dialog>
  );
}

/** An address of a file within this page, for as long as it is shown. */
function useObjectUrl(file: Blob): string | undefined {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return url;
}

function pngName(name: string): string {
  return `${name.replace(/\.[^.]*$/, "") || "picture"}.png`;
}

import { ImageUp } from "lucide-react";
import { useState } from "react";
import { DropZone } from "../../shared/ui/drop-zone.tsx";
import { assets as texts } from "../../texts/assets.ts";
import { isReadable } from "./crop-image.ts";

export interface PictureDropProps {
  /** What the picture is for and how it must be. */
  readonly needs: string;
  /** There is one already. */
  readonly isAnother: boolean;
  readonly onPicture: (file: File) => void;
}

/** Takes a picture that is dropped or chosen. */
export function PictureDrop({ needs, isAnother, onPicture }: PictureDropProps) {
  const [problem, setProblem] = useState<string>();
  const take = (file: File | undefined) => {
    setProblem(file === undefined ? texts.unreadable : undefined);
    if (file === undefined) return;
    void isReadable(file).then((readable) => (readable ? onPicture(file) : setProblem(texts.unreadable)));
  };
  return (
    <DropZone
      icon={ImageUp}
      texts={isAnother ? { ...texts, drop: texts.dropAnother } : texts}
      size={isAnother ? "small" : "medium"}
      needs={`${needs} ${texts.formats}.`}
      accept={{ "image/png": [".png"], "image/jpeg": [".jpg", ".jpeg"] }}
      problem={problem}
      onFile={take}
    />
  );
}

import { ImageUp } from "lucide-react";
import { useState } from "react";
import { useDropzone } from "react-dropzone";
import { Button } from "../../shared/ui/button.tsx";
import { classes } from "../../shared/ui/classes.ts";
import { assets as texts } from "../../texts/assets.ts";
import { isReadable } from "./crop-image.ts";
import styles from "./picture-drop.module.css";

export interface PictureDropProps {
  /** What the picture is for and how it must be. */
  readonly needs: string;
  readonly onPicture: (file: File) => void;
}

/** Takes a picture that is dropped or chosen. */
export function PictureDrop({ needs, onPicture }: PictureDropProps) {
  const [problem, setProblem] = useState<string>();
  const { getRootProps, getInputProps, isDragActive, open } = useDropzone({
    accept: { "image/png": [".png"], "image/jpeg": [".jpg", ".jpeg"] },
    multiple: false,
    noClick: true,
    noKeyboard: true,
    onDrop: ([file]) => {
      setProblem(file === undefined ? texts.unreadable : undefined);
      if (file === undefined) return;
      void isReadable(file).then((readable) => (readable ? onPicture(file) : setProblem(texts.unreadable)));
    },
  });
  return (
    <div
      {...getRootProps({ role: undefined, tabIndex: undefined })}
      className={classes(styles.drop, isDragActive && styles.over)}
    >
      <input {...getInputProps({ "aria-label": texts.choose })} />
      <ImageUp size={22} aria-hidden />
      <p className={styles.title}>{isDragActive ? texts.dropping : texts.drop}</p>
      <p className={styles.needs}>
        {needs} {texts.formats}.
      </p>
      <Button onClick={open}>{texts.choose}</Button>
      {problem !== undefined && (
        <p role="alert" className={styles.problem}>
          {problem}
        </p>
      )}
    </div>
  );
}

/** A part of a picture, in its own pixels. */
export interface Part {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Cuts a part out of a picture and draws it at a size in pixels, as a PNG. Throws where the browser cannot read it. */
export async function cropImage(
  file: Blob,
  { x, y, width, height }: Part,
  size: { readonly width: number; readonly height: number },
): Promise<Blob> {
  const bitmap = await createImageBitmap(file, x, y, width, height, {
    resizeWidth: size.width,
    resizeHeight: size.height,
    resizeQuality: "high",
  });
  const canvas = document.createElement("canvas");
  canvas.width = size.width;
  canvas.height = size.height;
  canvas.getContext("bitmaprenderer")?.transferFromImageBitmap(bitmap);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (blob === null) throw new Error("The browser could not write the picture");
  return blob;
}

/** Is it a picture that the browser can read? */
export async function isReadable(file: Blob): Promise<boolean> {
  try {
    (await createImageBitmap(file)).close();
    return true;
  } catch {
    return false;
  }
}

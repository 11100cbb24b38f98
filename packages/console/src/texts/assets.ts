/** The logo and the cover photo of a brand. */
export const assets = {
  title: "Logo and cover",
  group: "Logo",
  intents: { PLACECARD_LOGO: "Logo", COVER_PHOTO: "Cover photo" },
  needs: {
    PLACECARD_LOGO: "A square of 1024 × 1024 pixels. Any larger picture can be cropped here.",
    COVER_PHOTO: "1600 × 1040 pixels. Any larger picture can be cropped here.",
  },
  drop: "Drop a picture here, or choose one",
  dropAnother: "Drop another picture here, or choose one",
  dropping: "Let go to crop it",
  formats: "PNG or JPEG",
  choose: "Choose a picture",
  replace: "Replace",
  empty: { PLACECARD_LOGO: "This brand has no logo yet.", COVER_PHOTO: "This brand has no cover photo yet." },
  unreadable: "This file is no picture that the browser can read. Use a PNG or a JPEG.",
  preview: {
    title: "On a phone",
    light: "Light",
    dark: "Dark",
    label: (theme: string) => `An incoming call on a ${theme} screen`,
    incoming: "Incoming call",
  },
  crop: {
    title: { PLACECARD_LOGO: "Crop the logo", COVER_PHOTO: "Crop the cover photo" },
    text: "Drag to move it, scroll or use the slider to zoom. Arrow keys move it, too.",
    zoom: "Zoom",
    area: "The part of the picture that is kept",
    small: (width: number, height: number) =>
      `This part has only ${width} × ${height} pixels and would be enlarged: a reviewer may find it blurred.`,
    alt: "Description",
    altHint: "Optional: what the picture shows, for people who cannot see it.",
    submit: "Upload and submit",
    anyway: "Upload mine anyway",
  },
  saved: {
    title: { PLACECARD_LOGO: "Logo uploaded", COVER_PHOTO: "Cover photo uploaded" },
    text: "It waits for its review.",
  },
  inForce: "In force",
  pending: "Pending",
  refused: "Rejected",
  earlier: "Earlier versions",
  pictureOf: { PLACECARD_LOGO: "The logo", COVER_PHOTO: "The cover photo" },
  failed: "The pictures could not be loaded",
  conflict: {
    changed:
      "Somebody has replaced the picture since you opened this page. Yours would take the place of theirs.",
    deleted: "Somebody has deleted the picture that yours was to replace. Yours would be a new one.",
  },
} as const;

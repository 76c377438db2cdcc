/** The posters there are, by the size of their paper in millimetres; the story is as tall as a phone. */
export const posterFormats = [
  { key: "a4", width: 210, height: 297 },
  { key: "tent", width: 105, height: 148 },
  { key: "story", width: 108, height: 192 },
] as const;

export type PosterFormat = (typeof posterFormats)[number]["key"];

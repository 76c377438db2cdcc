/** The colours a ticket's stub may have beside the brand's; each is readable on its own soft shade, light and dark. */
export const faceColours = [
  "#1d5fd0",
  "#187645",
  "#6d3fd4",
  "#0b6277",
  "#be185d",
  "#8f5a00",
  "#4b5768",
] as const;

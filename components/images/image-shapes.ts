/** The shapes in which images are shown, as width over height; they are cut to one when they are chosen. */
export const imageShapes = {
  /** Coupons, packs, logos. */
  square: 1,
  /** Packs, where their maker wants them wider than high: 4 by 3. */
  photo: 4 / 3,
  /** The top of an activity's page: 750 by 420. */
  banner: 750 / 420,
  /** The card of a shared link: 1200 by 630. */
  card: 1200 / 630,
  /** As it is. */
  free: null,
} as const;

export type ImageShape = keyof typeof imageShapes;

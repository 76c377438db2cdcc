import type { Theme } from "@/lib/activities/schema/theme";
import { imagePath } from "@/lib/kernel/image";

const paths: Record<Theme["giftIcon"], string> = {
  gift: "M4 12v8h16v-8M3 8h18v4H3zM12 8v12M12 8s-1-4-4-4a2 2 0 0 0 0 4zM12 8s1-4 4-4a2 2 0 0 1 0 4z",
  star: "m12 3 2.700 5.600 6.100.900-4.400 4.300 1 6.100L12 17l-5.400 2.900 1-6.100L3.200 9.500l6.100-.900z",
  heart: "M12 20S4 15 4 9.500A4.300 4.300 0 0 1 12 7a4.300 4.300 0 0 1 8 2.500C20 15 12 20 12 20Z",
  cup: "M5 8h12v6a6 6 0 0 1-12 0zM17 9h2a2 2 0 0 1 0 5h-2M8 2v3M11 2v3M14 2v3",
  tree: "M12 3 6 11h3l-4 6h14l-4-6h3zM12 17v4",
  cake: "M4 20v-7a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v7zM4 15c2 2 4 2 5.300 0 1.300 2 4 2 5.400 0 1.300 2 3.300 2 5.300 0M12 11V7M12 4v.010",
  bolt: "M13 2 5 14h6l-1 8 8-12h-6z",
  moon: "M20 14A8.500 8.500 0 1 1 10 4a7 7 0 0 0 10 10Z",
};

type GiftIconProps = { theme: Pick<Theme, "giftIcon" | "giftPicture">; size?: number };

/** The page's gift icon or the picture in its place, the theme's choice; decorative. */
export function GiftIcon({ theme, size = 22 }: GiftIconProps) {
  if (theme.giftPicture) {
    return (
      // biome-ignore lint/performance/noImgElement: its sizes are made when it is sent in, and never optimised here (S-25).
      <img
        src={imagePath(theme.giftPicture, 160)}
        width={size}
        height={size}
        alt=""
        loading="lazy"
        className="pg-gift shrink-0 rounded-sm object-cover"
      />
    );
  }
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.75}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className="pg-gift shrink-0"
    >
      <path d={paths[theme.giftIcon]} />
    </svg>
  );
}

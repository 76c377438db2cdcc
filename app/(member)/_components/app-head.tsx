import { themeColours } from "@/lib/merchants/rules/brand";

type AppHeadProps = {
  merchant: { slug: string; brandColour: string | null };
  /** The page is one of those that open as an app of the merchant's: its manifest and its icon. */
  isApp?: boolean;
};

/** What a browser frames members' pages with, in the merchant's colours; it belongs into the head, and React puts it there. */
export function AppHead({ merchant: { slug, brandColour }, isApp = true }: AppHeadProps) {
  const { light, dark } = themeColours(brandColour);
  return (
    <>
      <meta name="theme-color" media="(prefers-color-scheme: light)" content={light} />
      <meta name="theme-color" media="(prefers-color-scheme: dark)" content={dark} />
      {isApp ? (
        <>
          <link rel="manifest" href={`/m/${slug}/manifest.webmanifest`} />
          <link rel="apple-touch-icon" href={`/m/${slug}/icon/maskable`} />
        </>
      ) : null}
    </>
  );
}

import { themeColours } from "@/lib/merchants/rules/brand";

type AppHeadProps = {
  /** Null = a page that is no merchant's: it is framed in the product's own colours. */
  merchant: { slug: string; brandColour: string | null } | null;
  /** The page is one of those that open as an app of the merchant's: its manifest and its icon. */
  isApp?: boolean;
};

/** What a browser frames members' pages with, in the merchant's colours; it belongs into the head, and React puts it there. */
export function AppHead({ merchant, isApp = true }: AppHeadProps) {
  const { light, dark } = themeColours(merchant?.brandColour ?? null);
  return (
    <>
      <meta name="theme-color" media="(prefers-color-scheme: light)" content={light} />
      <meta name="theme-color" media="(prefers-color-scheme: dark)" content={dark} />
      {merchant && isApp ? (
        <>
          <link rel="manifest" href={`/m/${merchant.slug}/manifest.webmanifest`} />
          <link rel="apple-touch-icon" href={`/m/${merchant.slug}/icon/maskable`} />
        </>
      ) : null}
    </>
  );
}

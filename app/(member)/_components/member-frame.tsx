import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Icon } from "@/components/blocks/icon";
import { appIconPath } from "@/components/share/app-icon";
import { Link } from "@/components/ui/link";
import { Picture } from "@/components/ui/picture";
import { PlainPage } from "@/components/ui/plain";
import { PlainLanguage } from "@/components/ui/plain-language";
import type { ImageRef } from "@/lib/kernel/image";
import { chooseLanguage } from "@/lib/members/actions";
import { AppHead } from "./app-head";
import { BrandStyle } from "./brand-style";
import { NoteVisit } from "./note-visit";

type MemberFrameProps = {
  merchant: { slug: string; name: string; brandColour: string | null; logo: ImageRef | null };
  /** Where the page is, for coming back after changing the language. */
  path: string;
  /** The tab that is open; none on activity and sign-in pages, which keep to one thing. */
  tab?: "home" | "menu" | "coupons" | "me" | "none";
  bottomBar?: ReactNode;
  children: ReactNode;
};

/** What every member page has: the merchant above, the language beside it, the tabs in reach of the thumb. */
export function MemberFrame({ merchant, path, tab, bottomBar, children }: MemberFrameProps) {
  return (
    <PlainPage
      header={
        <>
          {isShared(path) ? <ChatPicture merchant={merchant} /> : null}
          <AppHead merchant={merchant} isApp={path.startsWith("/m/")} />
          <BrandStyle colour={merchant.brandColour} />
          <NoteVisit merchant={merchant.slug} />
          <Link
            href={`/m/${merchant.slug}`}
            className="mr-auto inline-flex min-h-11 items-center gap-2 font-semibold text-ink no-underline"
          >
            {merchant.logo ? (
              <Picture
                image={{ ...merchant.logo, alt: "" }}
                shape="square"
                sizes="32px"
                className="size-8 rounded-md"
              />
            ) : (
              <span className="text-brand">
                <Icon name="ticket" size={22} />
              </span>
            )}
            {merchant.name}
          </Link>
          <PlainLanguage path={path} action={chooseLanguage} />
        </>
      }
      bottomBar={tab ? <TabBar slug={merchant.slug} current={tab} /> : bottomBar}
    >
      {children}
    </PlainPage>
  );
}

/** Pages that people send to each other. */
const isShared = (path: string) => /^\/[ag]\//.test(path) || /^\/m\/[^/]+\/packs\/pak_/.test(path);

/**
 * WeChat reads no card of a page that is not registered with it: it takes the first picture of at least 300 by 300 pixels.
 * Nobody else sees or fetches this one.
 */
function ChatPicture({ merchant }: Pick<MemberFrameProps, "merchant">) {
  const src = appIconPath(merchant, "512");
  // biome-ignore lint/performance/noImgElement: it is drawn for this, and shown to nobody.
  return <img src={src} width={512} height={512} alt="" loading="lazy" hidden />;
}

function TabBar({ slug, current }: { slug: string; current: string }) {
  const t = useTranslations("member.nav");
  const tabs = [
    { key: "home", href: `/m/${slug}`, icon: "home" },
    { key: "menu", href: `/m/${slug}/menu`, icon: "bag" },
    { key: "coupons", href: `/m/${slug}/coupons`, icon: "ticket" },
    { key: "me", href: `/m/${slug}/me`, icon: "person" },
  ] as const;
  return (
    <nav aria-label={t("label")} className="tab-bar">
      {tabs.map(({ key, href, icon }) => (
        <Link key={key} href={href} aria-current={key === current ? "page" : undefined}>
          <Icon name={icon} />
          {t(key)}
        </Link>
      ))}
    </nav>
  );
}

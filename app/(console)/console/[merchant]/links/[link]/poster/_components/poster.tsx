import { useFormatter, useTranslations } from "next-intl";
import { type PosterFormat, posterFormats, posterStyle } from "@/components/links/poster-formats";
import { qrDrawing } from "@/components/links/qr-parts";
import { logoBox, qrSvg } from "@/components/links/qr-svg";
import { Banner } from "@/components/ui/banner";
import { Link } from "@/components/ui/link";
import { Picture } from "@/components/ui/picture";
import { type ImageRef, imagePath } from "@/lib/kernel/image";
import { type Language, languages } from "@/lib/kernel/language";
import type { LinkRow } from "@/lib/links/queries/links";
import { leadsOn } from "@/lib/links/rules";
import type { QrLook } from "@/lib/links/schema";
import { brandTokens } from "@/lib/merchants/rules/brand";
import { PrintButton } from "./print-button";
import "./poster.css";

type PosterProps = {
  format: PosterFormat;
  /** In which it speaks to members. */
  language: Language;
  merchant: { name: string; brandColour: string | null; logo: ImageRef | null; timeZone: string };
  title: string;
  subtitle: string;
  image: ImageRef | null;
  look: QrLook;
  address: string;
  /** From when on its code leads nowhere. */
  link: Pick<LinkRow, "expiresAt" | "disabledAt">;
};

const time = { dateStyle: "medium", timeStyle: "short", hourCycle: "h23" } as const;

/** A poster on paper of its format: the merchant, what there is, and the code that leads to it. */
export function Poster(props: PosterProps) {
  const { format, language, merchant, title, subtitle, image, look, address, link } = props;
  const t = useTranslations("links.poster");
  const { dateTime } = useFormatter();
  const paper = posterFormats.find(({ key }) => key === format) ?? posterFormats[0];
  // A code that leads nowhere is not put on paper.
  if (!leadsOn(link, new Date())) return <Banner tone="danger">{t("over")}</Banner>;
  const brand = brandTokens(merchant.brandColour ?? "#bc3a15")?.light;
  const page = `@page{size:${paper.width}mm ${paper.height}mm;margin:0}`;
  return (
    <div className="grid gap-4">
      <div className="poster-bar flex flex-wrap items-center gap-3">
        <PrintButton {...{ page, address, look }} label={t("print")} unread={t("unread")} />
        <nav aria-label={t("format")} className="flex gap-1">
          {posterFormats.map(({ key }) => (
            <Link
              key={key}
              href={`?format=${key}&lang=${language}`}
              aria-current={key === format ? "page" : undefined}
              className="inline-flex h-8 items-center rounded-md px-3 text-sm font-medium text-ink-2 aria-[current]:bg-sunken aria-[current]:text-ink"
            >
              {t(`${key}.name`)}
            </Link>
          ))}
        </nav>
        <nav aria-label={t("language")} className="flex gap-1">
          {languages.map((key) => (
            <Link
              key={key}
              href={`?format=${format}&lang=${key}`}
              lang={key}
              aria-current={key === language ? "page" : undefined}
              className="inline-flex h-8 items-center rounded-md px-3 text-sm font-medium text-ink-2 aria-[current]:bg-sunken aria-[current]:text-ink"
            >
              {key === "en" ? "English" : "中文"}
            </Link>
          ))}
        </nav>
        <p className="text-xs text-ink-2">{t("printHelp")}</p>
        {link.expiresAt ? (
          <p className="text-xs font-medium text-warning">
            {t("ends", { at: dateTime(link.expiresAt, { ...time, timeZone: merchant.timeZone }) })}
          </p>
        ) : null}
      </div>
      <article
        lang={language}
        className={`poster poster--${format}`}
        style={{ ...posterStyle(paper, title), background: brand?.brand, color: brand?.onBrand }}
      >
        <div className="poster__above">
          <header className="poster__head">
            {merchant.logo ? (
              <Picture
                image={{ ...merchant.logo, alt: "" }}
                shape="square"
                sizes="120px"
                className="poster__logo"
                isFirst
              />
            ) : null}
            <span>{merchant.name}</span>
          </header>
          {image && format !== "tent" ? (
            <Picture image={image} shape="banner" sizes="800px" className="poster__image" isFirst />
          ) : null}
          <h1 className="poster__title">{title}</h1>
          {subtitle ? <p className="poster__words">{subtitle}</p> : null}
        </div>
        <div className="poster__code">
          <Code address={address} look={look} />
          <span className="poster__scan">{t(`scanIn.${language}`)}</span>
          <span className="poster__address">{address.replace(/^https?:\/\//, "")}</span>
        </div>
      </article>
    </div>
  );
}

/** The code; a logo of one's own lies in the room that is kept free for it, as a picture in a picture may load none. */
function Code({ address, look }: { address: string; look: QrLook }) {
  const { side, logo } = qrDrawing(address, look);
  const box = logo && look.logo.type === "custom" ? logoBox(logo) : null;
  const percent = (modules: number) => `${(100 * modules) / side}%`;
  return (
    <div className="poster__qr">
      {/* biome-ignore lint/performance/noImgElement: drawn here, from no address. */}
      <img src={`data:image/svg+xml,${encodeURIComponent(qrSvg(address, look, 1000))}`} alt={address} />
      {box && look.logo.type === "custom" ? (
        // biome-ignore lint/performance/noImgElement: its sizes are made when it is sent in (S-25).
        <img
          src={imagePath(look.logo.imageId, 480)}
          alt=""
          className="poster__mark"
          style={{
            left: percent(box.x),
            top: percent(box.y),
            width: percent(box.side),
            height: percent(box.side),
          }}
        />
      ) : null}
    </div>
  );
}

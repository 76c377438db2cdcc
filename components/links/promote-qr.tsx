"use client";

import { CircleCheck, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { ImageField } from "@/components/images/image-field";
import type { PromotedLink } from "@/components/links/promote-dialog";
import { isReadable } from "@/components/links/qr-check";
import { QrDownload } from "@/components/links/qr-download";
import { QrFiles } from "@/components/links/qr-files";
import { isRead, logoPicture } from "@/components/links/qr-render";
import { qrSvg } from "@/components/links/qr-svg";
import type { ActionPlace } from "@/components/ui/action-result";
import { Select } from "@/components/ui/select";
import { commonLogos, type PromoteChoice, type QrLook, qrDots, qrMarkers } from "@/lib/links/schema";

type PromoteQrProps = {
  place: ActionPlace;
  /** Whether they may send in a logo of their own. */
  mayUpload: boolean;
  link: Pick<PromotedLink, "slug" | "channel"> | null;
  address: string | null;
  choice: PromoteChoice;
  onChoose: (change: Partial<PromoteChoice>) => void;
};

/** The QR code of a link: how it looks, whether it is read, and its files. */
export function PromoteQr({ place, mayUpload, link, address, choice, onChoose }: PromoteQrProps) {
  const t = useTranslations("links.qr");
  const { look, sizes, format } = choice;
  const logo = usePicture(look);
  const { picture } = logo;
  const smallest = Math.min(...(sizes.length > 0 ? sizes : [430]));
  const checked = useChecked(address, look, smallest, picture);
  // Without its logo it would be read as well, and be taken away with a hole in it.
  const state = logo.state === "gone" ? "logo_gone" : logo.state === "loading" ? "checking" : checked;
  if (!link || !address) return <p>{t("noLink")}</p>;
  return (
    <div className="grid gap-5 sm:grid-cols-[220px_minmax(0,1fr)]">
      <div className="grid content-start gap-3">
        {/* biome-ignore lint/performance/noImgElement: drawn here, from no address. */}
        <img
          src={`data:image/svg+xml,${encodeURIComponent(qrSvg(address, look, 220, picture))}`}
          width={220}
          height={220}
          alt={t("alt", { address })}
          className="rounded-lg border border-border"
        />
        <ReadState state={state} />
      </div>
      <div className="grid content-start gap-4">
        <LogoChoice {...{ place, mayUpload }} look={look} onLook={(next) => onChoose({ look: next })} />
        <Colours look={look} onLook={(next) => onChoose({ look: next })} />
        <div className="grid gap-3 sm:grid-cols-2">
          <Select
            label={t("dots")}
            value={look.dots}
            onChange={(value) => {
              const dots = qrDots.find((one) => one === value);
              if (dots) onChoose({ look: { ...look, dots } });
            }}
            options={qrDots.map((value) => ({ value, label: t(`dot_${value}`) }))}
          />
          <Select
            label={t("markers")}
            value={look.markers}
            onChange={(value) => {
              const markers = qrMarkers.find((one) => one === value);
              if (markers) onChoose({ look: { ...look, markers } });
            }}
            options={qrMarkers.map((value) => ({ value, label: t(`marker_${value}`) }))}
          />
        </div>
        <QrFiles sizes={sizes} format={format} onChange={onChoose} />
        <QrDownload
          codes={[{ text: address, name: `${link.channel}-${link.slug}` }]}
          {...{ look, sizes, format, picture }}
          isDisabled={state !== "read"}
        />
      </div>
    </div>
  );
}

/** The logo of one's own as the code holds it, and whether it is there; `ready` also where none is wanted. */
export type LogoPicture = { readonly state: "ready" | "loading" | "gone"; readonly picture: string | null };

export function usePicture(look: QrLook): LogoPicture {
  const [picture, setPicture] = useState<{ id: string; data: string | null } | null>(null);
  const id = look.logo.type === "custom" ? look.logo.imageId : null;
  useEffect(() => {
    if (id === null) return;
    let wanted = true;
    void logoPicture(id)
      .catch(() => null)
      .then((data) => {
        if (wanted) setPicture({ id, data });
      });
    return () => {
      wanted = false;
    };
  }, [id]);
  if (id === null) return { state: "ready", picture: null };
  if (picture?.id !== id) return { state: "loading", picture: null };
  return { state: picture.data === null ? "gone" : "ready", picture: picture.data };
}

type Checked = "checking" | "read" | "colours" | "unread" | "logo_gone";
const PAUSE_MS = 200;

/** Whether the code as it looks now is read back, at the smallest size that is wanted. */
function useChecked(text: string | null, look: QrLook, pixels: number, picture: string | null): Checked {
  const [state, setState] = useState<Checked>("checking");
  useEffect(() => {
    if (text === null) return;
    if (!isReadable(look)) return setState("colours");
    setState("checking");
    let wanted = true;
    const timer = setTimeout(() => {
      void isRead(text, look, pixels, picture)
        .catch(() => false)
        .then((isRight) => {
          if (wanted) setState(isRight ? "read" : "unread");
        });
    }, PAUSE_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [text, look, pixels, picture]);
  return state;
}

function ReadState({ state }: { state: Checked }) {
  const t = useTranslations("links.qr");
  const good = state === "read" || state === "checking";
  const Icon = good ? CircleCheck : TriangleAlert;
  return (
    <p role="status" className="flex items-start gap-2 text-xs">
      <Icon
        aria-hidden="true"
        className={good ? "mt-0.5 size-4 shrink-0 text-success" : "mt-0.5 size-4 shrink-0 text-danger"}
      />
      <span className={good ? "text-ink-2" : "text-danger"}>{t(`state_${state}`)}</span>
    </p>
  );
}

type LookProps = { look: QrLook; onLook: (look: QrLook) => void };
type LogoChoiceProps = LookProps & Pick<PromoteQrProps, "place" | "mayUpload">;

/** Which logo stands in the code. Who may send none in keeps the one of their own that is there. */
function LogoChoice({ place, mayUpload, look, onLook }: LogoChoiceProps) {
  const t = useTranslations("links.qr");
  const { logo } = look;
  const value = logo.type === "common" ? logo.name : logo.type;
  const [isOwn, setOwn] = useState(logo.type === "custom");
  const [kept] = useState(logo.type === "custom" ? logo : null);
  return (
    <div className="grid gap-3">
      <Select
        label={t("logo")}
        value={isOwn ? "custom" : value}
        onChange={(next) => {
          const name = commonLogos.find((one) => one === next);
          setOwn(next === "custom");
          if (name) onLook({ ...look, logo: { type: "common", name } });
          else if (next === "none") onLook({ ...look, logo: { type: "none" } });
          else if (!mayUpload && kept) onLook({ ...look, logo: kept });
        }}
        options={[
          { value: "none", label: t("logo_none") },
          ...commonLogos.map((name) => ({ value: name, label: t(`logo_${name}`) })),
          ...(mayUpload || kept ? [{ value: "custom", label: t("logo_custom") }] : []),
        ]}
      />
      {isOwn && mayUpload ? (
        <ImageField
          label={t("ownLogo")}
          help={t("ownLogoHelp")}
          place={place}
          shape="square"
          value={logo.type === "custom" ? { id: logo.imageId, alt: t("ownLogo") } : null}
          onChange={(image) =>
            onLook({ ...look, logo: image ? { type: "custom", imageId: image.id } : { type: "none" } })
          }
        />
      ) : null}
    </div>
  );
}

function Colours({ look, onLook }: LookProps) {
  const t = useTranslations("links.qr");
  const isRight = isReadable(look);
  return (
    <div className="grid gap-1.5">
      <div className="flex flex-wrap gap-4">
        {(["dark", "light"] as const).map((tone) => (
          <label key={tone} className="flex items-center gap-2 text-sm font-[550]">
            <input
              type="color"
              value={look[tone]}
              onChange={(event) => onLook({ ...look, [tone]: event.target.value.toLowerCase() })}
              className="h-8 w-12 cursor-pointer rounded-md border border-border-strong bg-surface p-0.5"
            />
            {t(tone)}
          </label>
        ))}
      </div>
      {isRight ? null : (
        <button
          type="button"
          className="w-fit cursor-pointer text-xs text-danger underline underline-offset-2"
          onClick={() => onLook({ ...look, dark: "#1c1a17", light: "#ffffff" })}
        >
          {t("mendColours")}
        </button>
      )}
    </div>
  );
}

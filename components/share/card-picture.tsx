import type { ReactElement } from "react";
import { shownWidth } from "@/components/ui/shown-width";

export type CardPictureProps = {
  readonly title: string;
  readonly subtitle: string;
  readonly merchant: string;
  /** `#rrggbb`, each readable on the other. */
  readonly brand: string;
  readonly onBrand: string;
  readonly soft: string;
  /** A data URL; null = the merchant has no logo. */
  readonly logo: string | null;
  readonly family: string;
};

export const CARD_SIZE = { width: 1200, height: 630 };

const titleSize = (title: string) => {
  const width = shownWidth(title);
  return width > 44 ? 54 : width > 26 ? 66 : 80;
};

/** The picture of a shared link where none is given: a ticket with the activity's words, drawn by satori. */
export function cardPicture(props: CardPictureProps): ReactElement {
  const { title, subtitle, merchant, brand, onBrand, soft, logo, family } = props;
  const notch = {
    position: "absolute",
    left: 232,
    width: 56,
    height: 56,
    borderRadius: 28,
    background: brand,
  } as const;
  return (
    <div
      style={{
        display: "flex",
        width: "100%",
        height: "100%",
        padding: 56,
        background: brand,
        fontFamily: family,
        fontWeight: 500,
      }}
    >
      <div style={{ display: "flex", flex: 1, borderRadius: 36, background: "#ffffff", overflow: "hidden" }}>
        <div
          style={{
            display: "flex",
            width: 260,
            background: soft,
            alignItems: "center",
            justifyContent: "center",
            borderRight: `4px dashed ${brand}`,
          }}
        >
          {logo ? (
            // biome-ignore lint/performance/noImgElement: satori draws it, no browser.
            <img src={logo} width={160} height={160} alt="" style={{ borderRadius: 24 }} />
          ) : (
            <div
              style={{
                display: "flex",
                width: 160,
                height: 160,
                borderRadius: 80,
                background: brand,
                alignItems: "center",
                justifyContent: "center",
              }}
            >
              <Ticket colour={onBrand} side={88} />
            </div>
          )}
        </div>
        <div
          style={{
            display: "flex",
            flexDirection: "column",
            flex: 1,
            justifyContent: "center",
            padding: "40px 56px 40px 60px",
          }}
        >
          <div style={{ display: "flex", fontSize: 30, color: brand, fontWeight: 700 }}>{merchant}</div>
          <div
            style={{
              display: "block",
              marginTop: 18,
              fontSize: titleSize(title),
              lineHeight: 1.18,
              fontWeight: 700,
              color: "#1c1a17",
              lineClamp: 3,
              wordBreak: "break-word",
            }}
          >
            {title}
          </div>
          {subtitle ? (
            <div
              style={{
                display: "block",
                marginTop: 20,
                fontSize: 32,
                lineHeight: 1.35,
                color: "#5c574f",
                lineClamp: 2,
                wordBreak: "break-word",
              }}
            >
              {subtitle}
            </div>
          ) : null}
        </div>
        <div style={{ ...notch, top: -28 }} />
        <div style={{ ...notch, bottom: -28 }} />
      </div>
    </div>
  );
}

/** What stands for a merchant without a logo. */
export function Ticket({ colour, side }: { colour: string; side: number }) {
  return (
    <svg
      aria-hidden="true"
      width={side}
      height={side}
      viewBox="0 0 24 24"
      fill="none"
      stroke={colour}
      strokeWidth="1.8"
    >
      <path d="M2 9a3 3 0 0 1 0 6v2a2 2 0 0 0 2 2h16a2 2 0 0 0 2-2v-2a3 3 0 0 1 0-6V7a2 2 0 0 0-2-2H4a2 2 0 0 0-2 2Z" />
      <path d="M13 5v2M13 17v2M13 11v2" />
    </svg>
  );
}

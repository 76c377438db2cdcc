import { ImageResponse } from "next/og";
import { type Announcer, logoUrl } from "@/components/share/activity-card";
import { type AppIcon, appIconVersion, iconSides } from "@/components/share/app-icon";
import { Ticket } from "@/components/share/card-picture";
import { brandTokens } from "@/lib/merchants/rules/brand";
import { keptCard } from "@/lib/platform/kept-cards";

/**
 * The merchant's logo, or a ticket in its colour, as a square PNG. `maskable` has a ground up to its edges and everything
 * that matters within the middle four fifths, so that systems may cut it round.
 */
export async function drawAppIcon(merchant: Announcer, icon: AppIcon): Promise<Uint8Array> {
  return await keptCard(appIconVersion(merchant, icon), async () => {
    const side = iconSides[icon];
    const logo = merchant.logo ? await logoUrl(merchant.logo.id, "480.webp") : null;
    const { brand = "#bc3a15", onBrand = "#ffffff" } = brandTokens(merchant.brandColour)?.light ?? {};
    const isCut = icon === "maskable";
    const inner = Math.round(side * (logo && !isCut ? 1 : 0.56));
    const box = {
      ...{ display: "flex", width: side, height: side, alignItems: "center", justifyContent: "center" },
      ...{
        background: logo ? (isCut ? "#ffffff" : "transparent") : brand,
        borderRadius: isCut ? 0 : side * 0.2,
      },
      overflow: "hidden",
    } as const;
    const drawn = new ImageResponse(
      <div style={box}>
        {logo ? (
          // biome-ignore lint/performance/noImgElement: satori draws it, no browser.
          <img src={logo} width={inner} height={inner} alt="" style={{ objectFit: "cover" }} />
        ) : (
          <Ticket colour={onBrand} side={inner} />
        )}
      </div>,
      { width: side, height: side },
    );
    return new Uint8Array(await drawn.arrayBuffer());
  });
}

import { getTranslations } from "next-intl/server";
import { create } from "qrcode";

/** Enough of a quiet border for every reader, in modules. */
const QUIET = 4;

/** What staff scan or type: the QR code as one SVG path, and the code in groups people can read out. */
export async function CodePanel({ code, lead }: { code: string; lead?: string }) {
  const t = await getTranslations("member.coupon");
  const grouped = code.match(/.{1,4}/g)?.join(" ") ?? code;
  return (
    <div className="grid gap-3 text-center">
      <p className="text-sm text-ink-2">{lead ?? t("show")}</p>
      <QrPicture text={code} label={t("qr", { code: grouped })} />
      <p>
        <span className="sr-only">{t("code")}: </span>
        <span className="voucher-code">{grouped}</span>
      </p>
    </div>
  );
}

/** A text as a QR code, black on white in any scheme. */
export function QrPicture({ text, label }: { text: string; label: string }) {
  const { modules } = create(text, { errorCorrectionLevel: "M" });
  const side = modules.size + 2 * QUIET;
  return (
    <div className="qr">
      <svg viewBox={`0 0 ${side} ${side}`} role="img" aria-label={label}>
        <rect width={side} height={side} fill="#fff" />
        <path d={pathOf(modules.data, modules.size)} fill="#000" shapeRendering="crispEdges" />
      </svg>
    </div>
  );
}

/** Every dark module as a square; neighbours in a row are joined. */
function pathOf(modules: ArrayLike<number | boolean>, size: number): string {
  let path = "";
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      if (!modules[y * size + x]) continue;
      const start = x;
      while (x + 1 < size && modules[y * size + x + 1]) x++;
      path += `M${start + QUIET} ${y + QUIET}h${x - start + 1}v1h${start - x - 1}z`;
    }
  }
  return path;
}

import { qrDrawing } from "@/components/links/qr-parts";
import { logoBox } from "@/components/links/qr-svg";
import type { QrLook } from "@/lib/links/schema";

/** A logo as a PDF holds it: a JPEG on the code's light colour. */
export type PdfLogo = { readonly jpeg: Uint8Array; readonly pixels: number };

const POINTS_PER_CENTIMETRE = 72 / 2.54;
const KAPPA = 0.5523;
const n = (value: number) => String(Math.round(value * 1000) / 1000);

function colour(hex: string): string {
  const parts = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  return `${parts.map(n).join(" ")} rg`;
}

/** A rectangle, with round corners where `r` says so. PDF counts from below: the caller has turned the page over. */
function path(x: number, y: number, width: number, height: number, r: number): string {
  if (r === 0) return `${n(x)} ${n(y)} ${n(width)} ${n(height)} re`;
  const k = r * (1 - KAPPA);
  const [right, bottom] = [x + width, y + height];
  return [
    `${n(x + r)} ${n(y)} m ${n(right - r)} ${n(y)} l`,
    `${n(right - k)} ${n(y)} ${n(right)} ${n(y + k)} ${n(right)} ${n(y + r)} c ${n(right)} ${n(bottom - r)} l`,
    `${n(right)} ${n(bottom - k)} ${n(right - k)} ${n(bottom)} ${n(right - r)} ${n(bottom)} c ${n(x + r)} ${n(bottom)} l`,
    `${n(x + k)} ${n(bottom)} ${n(x)} ${n(bottom - k)} ${n(x)} ${n(bottom - r)} c ${n(x)} ${n(y + r)} l`,
    `${n(x)} ${n(y + k)} ${n(x + k)} ${n(y)} ${n(x + r)} ${n(y)} c h`,
  ].join(" ");
}

/** A QR code as a PDF of one page of that many centimetres, in shapes that print sharp at any size. */
export function qrPdf(
  text: string,
  look: QrLook,
  centimetres: number,
  logo: PdfLogo | null = null,
): Uint8Array<ArrayBuffer> {
  const { side, parts, logo: place } = qrDrawing(text, look);
  const points = centimetres * POINTS_PER_CENTIMETRE;
  const scale = points / side;
  const lines = [
    // From above, in modules.
    `q ${n(scale)} 0 0 ${n(-scale)} 0 ${n(points)} cm`,
    `${colour(look.light)} 0 0 ${side} ${side} re f`,
    ...parts.map(
      ({ x, y, width, height, r, tone }) => `${colour(look[tone])} ${path(x, y, width, height, r)} f`,
    ),
  ];
  if (logo && place) {
    const { x, y, side: box } = logoBox(place);
    lines.push(`q ${n(box)} 0 0 ${n(-box)} ${n(x)} ${n(y + box)} cm /Logo Do Q`);
  }
  lines.push("Q");
  return assemble(points, lines.join("\n"), logo && place ? logo : null);
}

function assemble(points: number, content: string, logo: PdfLogo | null): Uint8Array<ArrayBuffer> {
  const ascii = (text: string) => new TextEncoder().encode(text);
  const stream = ascii(content);
  const resources = logo ? "<< /XObject << /Logo 5 0 R >> >>" : "<< >>";
  const objects: Uint8Array[][] = [
    [ascii("<< /Type /Catalog /Pages 2 0 R >>")],
    [ascii("<< /Type /Pages /Kids [3 0 R] /Count 1 >>")],
    [
      ascii(
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${n(points)} ${n(points)}] /Contents 4 0 R /Resources ${resources} >>`,
      ),
    ],
    [ascii(`<< /Length ${stream.length} >>\nstream\n`), stream, ascii("\nendstream")],
  ];
  if (logo) {
    const { jpeg, pixels } = logo;
    const about = `<< /Type /XObject /Subtype /Image /Width ${pixels} /Height ${pixels} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode /Length ${jpeg.length} >>`;
    objects.push([ascii(`${about}\nstream\n`), jpeg, ascii("\nendstream")]);
  }
  const parts: Uint8Array[] = [ascii("%PDF-1.4\n")];
  const lengthOf = () => parts.reduce((sum, part) => sum + part.length, 0);
  const offsets = objects.map((object, at) => {
    const offset = lengthOf();
    parts.push(ascii(`${at + 1} 0 obj\n`), ...object, ascii("\nendobj\n"));
    return offset;
  });
  const start = lengthOf();
  const entries = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const size = objects.length + 1;
  parts.push(
    ascii(
      `xref\n0 ${size}\n0000000000 65535 f \n${entries}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`,
    ),
  );
  const file = new Uint8Array(lengthOf());
  let at = 0;
  for (const part of parts) {
    file.set(part, at);
    at += part.length;
  }
  return file;
}

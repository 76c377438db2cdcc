/** What a page of ours is drawn with: the part of a canvas's context that its few operators need. */
export type PdfPen = {
  save(): void;
  restore(): void;
  transform(a: number, b: number, c: number, d: number, e: number, f: number): void;
  beginPath(): void;
  rect(x: number, y: number, width: number, height: number): void;
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  bezierCurveTo(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void;
  closePath(): void;
  /** Fills the path in a colour of the page, each part from 0 to 1. */
  fill(red: number, green: number, blue: number): void;
  /** Draws the page's one image on the unit square, whose origin is below. */
  image(): void;
};

const latin = (bytes: Uint8Array) => {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
};

/** What an object's stream holds, and what is said of it; null = the file has no such object with a stream. */
function streamOf(file: Uint8Array, object: number): { about: string; bytes: Uint8Array } | null {
  const text = latin(file);
  const from = text.indexOf(`\n${object} 0 obj\n`);
  const start = from === -1 ? -1 : text.indexOf("stream\n", from);
  if (start === -1) return null;
  const about = text.slice(from, start);
  const length = Number(/\/Length (\d+)/.exec(about)?.[1]);
  return Number.isInteger(length) ? { about, bytes: file.slice(start + 7, start + 7 + length) } : null;
}

/** The image a PDF of ours holds, as the JPEG it is; null = it holds none. */
export const pdfImage = (file: Uint8Array) => streamOf(file, 5)?.bytes ?? null;

/** The side of a PDF of ours in points; null = it is none. */
export function pdfSide(file: Uint8Array): number | null {
  const side = Number(/\/MediaBox \[0 0 ([\d.]+) /.exec(latin(file))?.[1]);
  return side > 0 ? side : null;
}

type Operator = (pen: PdfPen, values: readonly number[]) => void;
const at = (values: readonly number[], index: number) => values[index] ?? Number.NaN;

const operators: Readonly<Record<string, Operator>> = {
  q: (pen) => pen.save(),
  Q: (pen) => pen.restore(),
  cm: (pen, v) => pen.transform(at(v, 0), at(v, 1), at(v, 2), at(v, 3), at(v, 4), at(v, 5)),
  re: (pen, v) => pen.rect(at(v, 0), at(v, 1), at(v, 2), at(v, 3)),
  m: (pen, v) => pen.moveTo(at(v, 0), at(v, 1)),
  l: (pen, v) => pen.lineTo(at(v, 0), at(v, 1)),
  c: (pen, v) => pen.bezierCurveTo(at(v, 0), at(v, 1), at(v, 2), at(v, 3), at(v, 4), at(v, 5)),
  h: (pen) => pen.closePath(),
  Do: (pen) => pen.image(),
};

/**
 * Draws the page of a PDF made by `qrPdf`, from the bytes of the file alone: what a printer would see. False = the file has
 * no page, or says something that none of ours says.
 */
export function drawPdf(file: Uint8Array, pen: PdfPen): boolean {
  const page = streamOf(file, 4);
  if (!page) return false;
  let values: number[] = [];
  let colour = [0, 0, 0];
  pen.beginPath();
  for (const word of latin(page.bytes).split(/\s+/)) {
    if (word === "" || word === "/Logo") continue;
    if (/^-?[\d.]+$/.test(word)) {
      values.push(Number(word));
      continue;
    }
    if (word === "rg") colour = values;
    else if (word === "f") {
      pen.fill(at(colour, 0), at(colour, 1), at(colour, 2));
      pen.beginPath();
    } else {
      const operator = operators[word];
      if (!operator) return false;
      operator(pen, values);
    }
    values = [];
  }
  return true;
}

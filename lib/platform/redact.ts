const values = [
  // A statement and whatever follows it.
  /(failed query|params|parameters|detail|values)\b\s*:?[\s\S]*$/i,
  // What is quoted was given by somebody; the name of a property that was read is the program's own.
  /"[^"]*"|`[^`]*`|(?<!\w|reading )'[^']*'|<[^<>\s]+@[^<>]*>/g,
  // Of an address only where it leads to.
  /(?<=\w:\/\/)[^\s/?#]*@|(?<=:\/\/[^\s/?#]+)[/?#]\S*/g,
  /[\w.+-]+@[\w-]+\.[\w.-]+/g,
  /\+?\d[\d\s-]{4,}\d/g,
  /[\w+/=-]{24,}/g,
  // A code is letters with digits among them.
  /\b(?=[A-Z]*\d)(?=\d*[A-Z])[A-Z\d]{8,}\b/g,
  /(?<==)[^\s;,]+/g,
];

/** A text without what could be a value in it: what is quoted, addresses, numbers, codes, tokens, statements. */
export function withoutValues(text: string): string {
  return values.reduce((left, value) => left.replace(value, "…"), text).trim();
}

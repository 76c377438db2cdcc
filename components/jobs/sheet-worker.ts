import { readSheet } from "read-excel-file/web-worker";

/** Reads a workbook beside the page, which stays quick however large it is, and answers with its first rows. */
self.addEventListener("message", async ({ data }: MessageEvent<{ file: File; rows: number }>) => {
  try {
    const rows = await readSheet(data.file);
    self.postMessage(rows.slice(0, data.rows));
  } catch {
    self.postMessage(null);
  }
});

"use client";

import { zipSync } from "fflate";
import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { makeQrFile, type QrFile } from "@/components/links/qr-render";
import { Button } from "@/components/ui/button";
import { oneAtATime } from "@/components/ui/one-at-a-time";
import type { QrFormat, QrLook } from "@/lib/links/schema";

type QrDownloadProps = {
  codes: readonly { text: string; name: string }[];
  look: QrLook;
  sizes: readonly number[];
  format: QrFormat;
  picture: string | null;
  isDisabled: boolean;
};

const types = {
  png: "image/png",
  svg: "image/svg+xml",
  pdf: "application/pdf",
  zip: "application/zip",
} as const;

function save({ name, data }: QrFile) {
  const ending = name.split(".").at(-1);
  const type = ending === "png" || ending === "svg" || ending === "pdf" ? types[ending] : types.zip;
  const url = URL.createObjectURL(new Blob([data], { type }));
  Object.assign(document.createElement("a"), { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Makes the files of codes, reads each back, and gives them away: one as it is, several as a ZIP. None that is not read. */
export function QrDownload({ codes, look, sizes, format, picture, isDisabled }: QrDownloadProps) {
  const t = useTranslations("links.qr");
  const [progress, setProgress] = useState<number | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [making] = useState(oneAtATime);
  // Whoever closes the dialog wants nothing of it any more.
  useEffect(() => making.stop, [making]);
  const count = codes.length * sizes.length;
  /** All files, or the code that is not read and its size. */
  const makeAll = async (signal: AbortSignal): Promise<QrFile[] | { name: string; pixels: number }> => {
    const files: QrFile[] = [];
    for (const { text, name } of codes) {
      for (const pixels of sizes) {
        if (signal.aborted) return [];
        const file = await makeQrFile({ text, name, pixels, look, format, picture }).catch(() => null);
        if (!file) return { name, pixels };
        files.push(file);
        if (!signal.aborted) setProgress(files.length);
      }
    }
    return files;
  };
  const cancel = () => {
    making.stop();
    setProgress(null);
  };
  const start = async () => {
    setProblem(null);
    setProgress(0);
    const files = await making.run(makeAll);
    if (!files) return;
    setProgress(null);
    if (!Array.isArray(files)) return setProblem(t("notRead", files));
    const [only] = files;
    if (only && files.length === 1) return save(only);
    const packed = zipSync(Object.fromEntries(files.map(({ name, data }) => [name, data])), { level: 0 });
    save({ name: `${codes.length === 1 ? codes[0]?.name : "qr-codes"}.zip`, data: packed });
  };
  return (
    <div className="grid gap-1.5">
      <div className="flex flex-wrap gap-2">
        <Button
          variant="primary"
          isDisabled={isDisabled || count === 0}
          isPending={progress !== null}
          onPress={() => void start()}
        >
          <Download aria-hidden="true" />
          {count > 1 ? t("downloadMany", { count }) : t("download")}
        </Button>
        {progress !== null && count > 1 ? <Button onPress={cancel}>{t("cancel")}</Button> : null}
      </div>
      <p role="status" className="text-xs text-ink-2">
        {progress !== null && count > 1 ? t("progress", { done: progress, count }) : null}
        {count === 0 ? t("noSize") : null}
      </p>
      {problem ? (
        <p role="alert" className="text-xs text-danger">
          {problem}
        </p>
      ) : null}
    </div>
  );
}

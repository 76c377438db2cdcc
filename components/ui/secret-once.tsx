"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef } from "react";
import { Button } from "./button";
import { Card } from "./card";
import { CopyButton } from "./copy-button";

type SecretOnceProps = {
  title: string;
  text: string;
  secret: string;
  /** What the downloaded text file is called. */
  fileName: string;
  /** Inside of a dialog, which has the title and the frame. */
  bare?: boolean;
  /** Where one goes from here. */
  children?: ReactNode;
};

/** A secret that is shown now and never again. Takes the focus, so that nobody passes it by. */
export function SecretOnce({ title, text, secret, fileName, bare = false, children }: SecretOnceProps) {
  const t = useTranslations("ui.secret");
  const place = useRef<HTMLElement>(null);
  useEffect(() => place.current?.focus(), []);
  const download = () => {
    const address = URL.createObjectURL(new Blob([`${secret}\n`], { type: "text/plain" }));
    const link = document.createElement("a");
    link.href = address;
    link.download = fileName;
    link.click();
    URL.revokeObjectURL(address);
  };
  const content = (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <p className="text-sm text-ink-2">{text}</p>
      <code className="block rounded-md border border-border bg-sunken px-3 py-2.5 font-mono text-sm break-all text-ink">
        {secret}
      </code>
      <div className="flex flex-wrap gap-2">
        <CopyButton text={secret} label={t("copy")} variant="primary" />
        <Button onPress={download}>
          <Download aria-hidden="true" />
          {t("download")}
        </Button>
        {children}
      </div>
    </div>
  );
  if (bare) return content;
  return (
    <section ref={place} tabIndex={-1} aria-label={title} className="rounded-xl">
      <Card title={title}>{content}</Card>
    </section>
  );
}

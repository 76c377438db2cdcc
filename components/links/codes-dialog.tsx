"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { usePicture } from "@/components/links/promote-qr";
import { QrDownload } from "@/components/links/qr-download";
import { QrFiles } from "@/components/links/qr-files";
import { Banner } from "@/components/ui/banner";
import { CheckboxGroup } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import type { PromoteChoice } from "@/lib/links/schema";

export type CodeOfLink = {
  readonly slug: string;
  readonly name: string;
  readonly channel: string;
  /** Of its channel, for people. */
  readonly channelName: string;
  readonly address: string;
};

type CodesDialogProps = {
  links: readonly CodeOfLink[];
  choice: PromoteChoice;
  onClose: () => void;
};

/** The QR codes of several links as one ZIP, in the look their reader chose last; each is read back before it is in it. */
export function CodesDialog({ links, choice, onClose }: CodesDialogProps) {
  const t = useTranslations("links.qr");
  const [chosen, choose] = useState(links.map(({ slug }) => slug));
  const { look, sizes, format } = choice;
  const [files, setFiles] = useState({ sizes: sizes.length > 0 ? sizes : [430], format });
  const { state, picture } = usePicture(look);
  const codes = links
    .filter(({ slug }) => chosen.includes(slug))
    .map(({ slug, channel, address }) => ({ text: address, name: `${channel}-${slug}` }));
  return (
    <Dialog title={t("several")} isOpen onOpenChange={(open) => (open ? undefined : onClose())}>
      <div className="grid gap-4">
        <p className="text-sm text-ink-2">{t("severalText")}</p>
        <div className="max-h-60 overflow-y-auto rounded-lg border border-border p-3">
          <CheckboxGroup
            label={t("which")}
            value={chosen}
            onChange={choose}
            options={links.map(({ slug, name, channelName }) => ({
              value: slug,
              label: [name || `/s/${slug}`, channelName].join(" · "),
            }))}
          />
        </div>
        {state === "gone" ? <Banner tone="danger">{t("state_logo_gone")}</Banner> : null}
        <QrFiles {...files} onChange={(change) => setFiles({ ...files, ...change })} />
        <QrDownload {...{ codes, look, picture, ...files }} isDisabled={state !== "ready"} />
      </div>
    </Dialog>
  );
}

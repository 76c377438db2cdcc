"use client";

import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { ShareCard, type ShareMerchant } from "@/components/activities/share-card";
import { NewLink } from "@/components/links/new-link";
import type { PromotedLink, PromotedPage } from "@/components/links/promote-dialog";
import type { ChannelChoice } from "@/components/links/use-channels";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { fullAddress } from "@/lib/links/rules";

type PromoteLinkProps = {
  place: ActionPlace;
  mayWrite: boolean;
  link: PromotedLink | null;
  address: string | null;
  promoted: PromotedPage;
  channel: ChannelChoice | null;
  merchant: ShareMerchant & { timeZone: string };
  baseUrl: string;
  onMade: () => Promise<void>;
};

/** The link of the chosen channel, to be copied; or how it is made. */
export function PromoteLink(props: PromoteLinkProps) {
  const { place, mayWrite, link, address, promoted, channel, merchant, baseUrl, onMade } = props;
  const t = useTranslations("links.dialog");
  const [again, setAgain] = useState(false);
  const form = mayWrite && channel && (again || !link);
  return (
    <div className="grid gap-5">
      <div className="grid content-start gap-4">
        {link && address ? (
          <>
            <Address label={t("short")} address={address} isFirst />
            <Address label={t("whole")} address={`${baseUrl}${fullAddress(promoted.path, link)}`} />
            <p className="text-xs text-ink-2">{t("wholeHelp")}</p>
            <p className="text-xs text-ink-2">
              {t("figures", { clicks: link.clicks, visitors: link.visitors, claims: link.claims })}
            </p>
          </>
        ) : (
          <p>{t(mayWrite ? "noLink" : "noLinkRead")}</p>
        )}
        {form ? (
          <NewLink
            place={place}
            target={promoted.target}
            channel={channel}
            timeZone={merchant.timeZone}
            onMade={async () => {
              setAgain(false);
              await onMade();
            }}
          />
        ) : link && mayWrite ? (
          <Button className="w-fit" onPress={() => setAgain(true)}>
            {t("another")}
          </Button>
        ) : null}
      </div>
      <div className="grid max-w-xs content-start gap-1.5">
        <span className="text-sm font-[550]">{t("preview")}</span>
        <ShareCard
          title={promoted.shareTitle || promoted.name}
          subtitle={promoted.shareSubtitle || promoted.description}
          host={new URL(baseUrl).host}
          merchant={merchant}
          image={promoted.shareImage}
        />
      </div>
    </div>
  );
}

function Address({ label, address, isFirst }: { label: string; address: string; isFirst?: boolean }) {
  const t = useTranslations("links.dialog");
  const id = useId();
  return (
    <div className="grid gap-1.5">
      <span id={id} className="text-sm font-[550]">
        {label}
      </span>
      <div className="flex items-start gap-2">
        <output
          aria-labelledby={id}
          className="min-w-0 flex-1 rounded-md border border-border bg-sunken px-3 py-2 font-mono text-sm break-all"
        >
          {address}
        </output>
        <CopyButton text={address} label={t("copy")} variant={isFirst ? "primary" : undefined} />
      </div>
    </div>
  );
}

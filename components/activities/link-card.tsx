import { ExternalLink } from "lucide-react";
import { useTranslations } from "next-intl";
import { QrCode } from "@/components/activities/qr-code";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import type { ActivityStatus } from "@/lib/activities/schema";

type LinkCardProps = {
  activity: { id: string; name: string; slug: string; status: ActivityStatus };
  baseUrl: string;
};

/** The activity's address: to copy, to open and to scan. Codes to take away are made, and read back, in the promote dialog. */
export function LinkCard({ activity, baseUrl }: LinkCardProps) {
  const t = useTranslations("activities.link");
  const link = `${baseUrl}/a/${activity.slug}`;
  const open = activity.status !== "draft" && activity.status !== "archived";
  return (
    <Card title={t("title")}>
      <div className="grid items-center gap-5 sm:grid-cols-[152px_minmax(0,1fr)]">
        <div className="w-38 overflow-hidden rounded-lg border border-border bg-white">
          <QrCode text={link} label={t("qr", { name: activity.name })} className="w-full" />
        </div>
        <div className="grid gap-3">
          <p className="text-sm text-ink-2">
            {t(open ? "open" : activity.status === "draft" ? "draft" : "archived")}
          </p>
          <p className="rounded-md border border-border bg-sunken px-3 py-2 font-mono text-sm break-all text-ink">
            {link}
          </p>
          <div className="flex flex-wrap gap-2">
            <CopyButton text={link} label={t("copy")} variant="primary" />
            {open ? (
              <ButtonLink href={link} external>
                <ExternalLink aria-hidden="true" />
                {t("visit")}
              </ButtonLink>
            ) : null}
          </div>
        </div>
      </div>
    </Card>
  );
}

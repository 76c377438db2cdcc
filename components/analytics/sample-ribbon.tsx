"use client";

import { X } from "lucide-react";
import { usePathname, useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { consolePath } from "@/components/merchants/console-path";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { rememberPreference } from "@/components/ui/preference-cookie";

/** Says on every page but Home, which offers to remove it, that not all that is seen is one's own. */
export function SampleRibbon({ merchant }: { merchant: string }) {
  const t = useTranslations("home.sample");
  const router = useRouter();
  const home = consolePath({ merchant });
  if (usePathname() === home) return null;
  const hide = () => {
    rememberPreference(`sample-${merchant}`, "away");
    router.refresh();
  };
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-border bg-info-soft px-4 py-1 text-xs text-ink lg:px-6">
      <span>{t("ribbon")}</span>
      <Link href={home} className="text-brand underline">
        {t("toRemove")}
      </Link>
      <span className="flex-1" />
      <Button size="sm" variant="ghost" iconOnly aria-label={t("hide")} onPress={hide}>
        <X aria-hidden="true" />
      </Button>
    </div>
  );
}

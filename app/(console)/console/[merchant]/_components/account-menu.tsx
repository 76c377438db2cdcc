"use client";

import { Popover } from "@heroui/react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import type { Theme } from "@/components/ui/display-preferences";
import { LanguageSwitch } from "@/components/ui/language-switch";
import { SubmitButton } from "@/components/ui/submit-button";
import { ThemeSwitch } from "@/components/ui/theme-switch";
import { signOut, signOutEverywhere } from "@/lib/merchants/actions";

type AccountMenuProps = {
  staff: { name: string; email: string; role: string };
  theme: Theme;
  profileHref: string;
};

export function AccountMenu({ staff, theme, profileHref }: AccountMenuProps) {
  const t = useTranslations("frame.account");
  const roles = useTranslations("common.roles");
  return (
    <Popover>
      <Button variant="ghost" iconOnly aria-label={t("label", { name: staff.name })}>
        <span
          aria-hidden="true"
          data-initials={initials(staff.name)}
          className="grid size-7 place-items-center rounded-full bg-brand-soft text-xs font-semibold text-brand uppercase before:content-[attr(data-initials)]"
        />
      </Button>
      <Popover.Content placement="bottom end" className="w-64">
        <Popover.Dialog aria-label={t("label", { name: staff.name })} className="grid gap-4 p-4">
          <div className="grid text-sm">
            <span className="font-semibold text-ink">{staff.name}</span>
            <span className="wrap-anywhere text-ink-2">{staff.email}</span>
            <span className="text-xs text-ink-2">{roles(staff.role)}</span>
          </div>
          <div className="grid gap-4 border-t border-border pt-3">
            <LanguageSwitch />
            <ThemeSwitch initial={theme} />
          </div>
          <div className="grid gap-2 border-t border-border pt-3">
            <ButtonLink href={profileHref} className="w-full">
              {t("profile")}
            </ButtonLink>
            <form action={signOut}>
              <SubmitButton variant="secondary" fullWidth>
                {t("signOut")}
              </SubmitButton>
            </form>
            <form action={signOutEverywhere}>
              <SubmitButton variant="ghost" fullWidth>
                {t("signOutEverywhere")}
              </SubmitButton>
            </form>
          </div>
        </Popover.Dialog>
      </Popover.Content>
    </Popover>
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  return [words[0], words.length > 1 ? words.at(-1) : ""].map((word) => [...(word ?? "")][0] ?? "").join("");
}

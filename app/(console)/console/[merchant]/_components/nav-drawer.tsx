"use client";

import { Drawer } from "@heroui/react";
import { Menu } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ConsoleNav } from "./console-nav";

type NavDrawerProps = { merchant: { slug: string; name: string }; allowed: readonly string[] };

export function NavDrawer({ merchant, allowed }: NavDrawerProps) {
  const t = useTranslations("frame.nav");
  const [open, setOpen] = useState(false);
  return (
    <div className="lg:hidden">
      <Button variant="ghost" iconOnly aria-label={t("open")} onPress={() => setOpen(true)}>
        <Menu aria-hidden="true" />
      </Button>
      <Drawer.Backdrop isOpen={open} onOpenChange={setOpen}>
        <Drawer.Content placement="left">
          <Drawer.Dialog
            aria-label={t("label")}
            className="h-full w-[280px] max-w-[86vw] rounded-none bg-surface p-0"
          >
            <Drawer.CloseTrigger aria-label={t("close")} className="z-10" />
            <ConsoleNav merchant={merchant} allowed={allowed} onNavigate={() => setOpen(false)} />
          </Drawer.Dialog>
        </Drawer.Content>
      </Drawer.Backdrop>
    </div>
  );
}

"use client";

import { Drawer, Kbd } from "@heroui/react";
import { CircleHelp } from "lucide-react";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { useNavigation } from "@/components/ui/navigation";
import { shortcuts } from "@/components/ui/shortcuts";
import { useRunAction } from "@/components/ui/use-run-action";
import { dismissSetup } from "@/lib/merchants/actions";
import { currentItem, type NavKey, whereIs } from "./navigation";

const topic: Record<NavKey, string> = {
  home: "home",
  coupons: "coupons",
  packs: "packs",
  activities: "activities",
  links: "links",
  channels: "links",
  members: "members",
  orders: "orders",
  pack_orders: "pack_orders",
  redeem: "redeem",
  products: "products",
  categories: "categories",
  stores: "stores",
  organisation: "settings",
  brand: "brand",
  staff: "staff",
  api_keys: "api_keys",
  webhooks: "webhooks",
  audit: "audit",
  profile: "profile",
  jobs: "jobs",
};

/** Brings the set-up list back that somebody put away, and leads to it. */
function BringSetup({ slug, onDone }: { slug: string; onDone: () => void }) {
  const t = useTranslations("frame.help");
  const { go } = useNavigation();
  const { run, pending } = useRunAction(dismissSetup, { merchant: slug, store: null });
  const bring = async () => {
    const result = await run({ dismissed: false }, { success: t("setupDone") });
    if (!result?.ok) return;
    onDone();
    go(`/console/${slug}`);
  };
  return (
    <Button size="sm" isPending={pending} onPress={() => void bring()} className="justify-self-start">
      {t("setup")}
    </Button>
  );
}

/** Help in the same place on every page (WCAG 3.2.6): this page, the keys, and whom to ask. */
export function HelpPanel({ slug, setup }: { slug: string; setup: boolean }) {
  const t = useTranslations("frame.help");
  const [open, setOpen] = useState(false);
  const item = currentItem(whereIs(usePathname(), slug).rest);
  const commands = useTranslations("workspace.commands");
  return (
    <>
      <Button variant="ghost" iconOnly aria-label={t("open")} onPress={() => setOpen(true)}>
        <CircleHelp aria-hidden="true" />
      </Button>
      <Drawer.Backdrop isOpen={open} onOpenChange={setOpen}>
        <Drawer.Content placement="right">
          <Drawer.Dialog className="h-full w-[360px] max-w-[92vw] rounded-none bg-raised">
            <Drawer.CloseTrigger />
            <Drawer.Header>
              <Drawer.Heading className="text-lg font-semibold">{t("title")}</Drawer.Heading>
            </Drawer.Header>
            <Drawer.Body className="grid content-start gap-5 text-sm text-ink">
              {item ? (
                <section className="grid gap-1">
                  <h3 className="font-semibold">{t("page")}</h3>
                  <p className="text-ink-2">{t(topic[item.key])}</p>
                </section>
              ) : null}
              <section className="grid gap-2">
                <h3 className="font-semibold">{t("keys")}</h3>
                <dl className="grid grid-cols-[84px_1fr] items-center gap-y-2">
                  {shortcuts.map(({ id, keys }) => (
                    <div key={id} className="contents">
                      <dt className="flex gap-1">
                        {keys.map((key) => (
                          <Kbd key={key}>{key}</Kbd>
                        ))}
                      </dt>
                      <dd className="text-ink-2">{commands(`keys.${id}`)}</dd>
                    </div>
                  ))}
                </dl>
              </section>
              {setup ? <BringSetup slug={slug} onDone={() => setOpen(false)} /> : null}
              <section className="grid gap-1">
                <h3 className="font-semibold">{t("contact")}</h3>
                <p className="text-ink-2">{t("contactText")}</p>
              </section>
            </Drawer.Body>
          </Drawer.Dialog>
        </Drawer.Content>
      </Drawer.Backdrop>
    </>
  );
}

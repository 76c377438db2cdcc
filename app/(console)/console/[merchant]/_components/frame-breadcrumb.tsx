"use client";

import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { Breadcrumb, type Crumb } from "@/components/ui/breadcrumb";
import { currentItem, whereIs } from "./navigation";

type FrameBreadcrumbProps = {
  merchant: { slug: string; name: string };
  stores: readonly { id: string; name: string }[];
};

/** Where this is: the group or store, then the list. The page's own name is its h1. */
export function FrameBreadcrumb({ merchant, stores }: FrameBreadcrumbProps) {
  const t = useTranslations("frame.nav");
  const { base, storeId, rest } = whereIs(usePathname(), merchant.slug);
  const item = currentItem(rest);
  const root = stores.find((store) => store.id === storeId)?.name ?? merchant.name;
  const items: Crumb[] = [{ label: root, href: base }];
  if (item && item.key !== "home") items.push({ label: t(item.key), href: base + item.path });
  return <Breadcrumb items={items} currentHref={base + rest} />;
}

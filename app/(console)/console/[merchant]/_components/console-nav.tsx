"use client";

import {
  Boxes,
  Building2,
  CalendarHeart,
  House,
  KeyRound,
  Link2,
  ListChecks,
  type LucideIcon,
  Package,
  PackageCheck,
  Palette,
  Radio,
  ReceiptText,
  ScanLine,
  ScrollText,
  Settings,
  Store,
  Tags,
  Ticket,
  UserRound,
  UserRoundCog,
  Users,
  Webhook,
} from "lucide-react";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { cx } from "@/components/ui/class-names";
import { Link } from "@/components/ui/link";
import { currentItem, type NavItem, type NavKey, navigation, whereIs } from "./navigation";

const icons: Record<NavKey, LucideIcon> = {
  home: House,
  coupons: Ticket,
  packs: Boxes,
  activities: CalendarHeart,
  links: Link2,
  channels: Radio,
  members: Users,
  orders: ReceiptText,
  pack_orders: PackageCheck,
  redeem: ScanLine,
  products: Package,
  categories: Tags,
  stores: Store,
  organisation: Settings,
  brand: Palette,
  staff: UserRoundCog,
  api_keys: KeyRound,
  webhooks: Webhook,
  audit: ScrollText,
  profile: UserRound,
  jobs: ListChecks,
};

type ConsoleNavProps = {
  merchant: { slug: string; name: string };
  allowed: readonly string[];
  onNavigate?: () => void;
};

export function ConsoleNav({ merchant, allowed, onNavigate }: ConsoleNavProps) {
  const t = useTranslations("frame.nav");
  const { base, storeId, rest } = whereIs(usePathname(), merchant.slug);
  const current = currentItem(rest);
  const visible = navigation.filter(
    (item) => allowed.includes(item.capability) && (storeId === null || item.storeView),
  );
  const sections = ["top", "marketing", "sales", "catalogue", "settings"] as const;
  return (
    <nav aria-label={t("label")} className="flex h-full flex-col overflow-y-auto px-3 pb-4">
      <p className="flex h-[52px] shrink-0 items-center gap-2.5 px-2 text-md font-semibold text-ink">
        <span
          aria-hidden="true"
          className="grid size-7 shrink-0 place-items-center rounded-md bg-brand text-on-brand"
        >
          <Building2 className="size-4" />
        </span>
        <span className="truncate" title={merchant.name}>
          {merchant.name}
        </span>
      </p>
      {sections.map((section) => {
        const items = visible.filter((item) => item.section === section);
        if (items.length === 0) return null;
        return (
          <div key={section} className="mt-2">
            {section === "top" ? null : (
              <p className="px-2 pt-2 pb-1 text-2xs font-medium tracking-wide text-ink-2">{t(section)}</p>
            )}
            <ul className="grid gap-0.5">
              {items.map((item) => (
                <NavEntry
                  key={item.key}
                  item={item}
                  href={base + item.path}
                  label={t(item.key)}
                  current={item === current}
                  onNavigate={onNavigate}
                />
              ))}
            </ul>
          </div>
        );
      })}
    </nav>
  );
}

type NavEntryProps = {
  item: NavItem;
  href: string;
  label: string;
  current: boolean;
  onNavigate?: () => void;
};

function NavEntry({ item, href, label, current, onNavigate }: NavEntryProps) {
  const Icon = icons[item.key];
  return (
    <li>
      <Link
        href={href}
        onClick={onNavigate}
        aria-current={current ? "page" : undefined}
        className={cx(
          "flex h-8 items-center gap-2.5 rounded-md px-2 text-sm font-medium focus-visible:-outline-offset-2 max-lg:h-10",
          current ? "bg-brand-soft text-brand" : "text-ink-2 hover:bg-sunken hover:text-ink",
        )}
      >
        <Icon aria-hidden="true" className="size-4 shrink-0" />
        {label}
      </Link>
    </li>
  );
}

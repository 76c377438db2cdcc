"use client";

import { usePathname } from "next/navigation";
import { JobsTray } from "@/components/jobs/jobs-tray";
import { cx } from "@/components/ui/class-names";
import type { Theme } from "@/components/ui/display-preferences";
import { AccountMenu } from "./account-menu";
import { ConsoleKeys } from "./console-keys";
import { FrameBreadcrumb } from "./frame-breadcrumb";
import { HelpPanel } from "./help-panel";
import { NavDrawer } from "./nav-drawer";
import { whereIs } from "./navigation";
import { NoticeBell } from "./notice-bell";
import { type FrameStore, ViewSwitch } from "./view-switch";

type TopbarProps = {
  merchant: { slug: string; name: string };
  staff: { id: string; name: string; email: string; role: string };
  stores: readonly FrameStore[];
  groupView: boolean;
  allowed: readonly string[];
  theme: Theme;
};

export function Topbar({ merchant, staff, stores, groupView, allowed, theme }: TopbarProps) {
  const { storeId, base } = whereIs(usePathname(), merchant.slug);
  const place = { merchant: merchant.slug, store: storeId };
  return (
    <header
      className={cx(
        "sticky top-0 z-30 flex h-[52px] items-center gap-2 max-sm:gap-1 border-b border-border bg-surface pr-3 pl-4 max-sm:pr-2 lg:pl-6",
        storeId && "border-l-4 border-l-info max-lg:pl-3 lg:pl-5",
      )}
    >
      <NavDrawer merchant={merchant} allowed={allowed} />
      <FrameBreadcrumb merchant={merchant} stores={stores} />
      <span className="flex-1" />
      <ConsoleKeys
        slug={merchant.slug}
        allowed={allowed}
        person={staff.id}
        stores={stores}
        groupView={groupView}
      />
      {allowed.includes("job.read") ? (
        <>
          <JobsTray place={place} />
          <NoticeBell place={place} />
        </>
      ) : null}
      <HelpPanel slug={merchant.slug} setup={allowed.includes("settings.write")} />
      <ViewSwitch slug={merchant.slug} stores={stores} groupView={groupView} />
      <AccountMenu staff={staff} theme={theme} profileHref={`${base}/settings/profile`} />
    </header>
  );
}

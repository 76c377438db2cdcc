"use client";

import { Drawer } from "@heroui/react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { consolePath } from "@/components/merchants/console-path";
import type { ActionPlace } from "@/components/ui/action-result";
import { hereHref } from "@/components/ui/beside-href";
import { CopyButton } from "@/components/ui/copy-button";
import { asRoute, Link } from "@/components/ui/link";
import type { ListState } from "@/components/ui/list-state";
import { SummaryList } from "@/components/ui/summary-list";
import { Time } from "@/components/ui/time";
import type { AuditRow } from "@/lib/merchants/queries/audit";
import type { AuditName } from "@/lib/merchants/queries/audit-names";
import { AuditDiff } from "./audit-diff";
import { ObjectName, Who } from "./audit-facts";
import { codeWords } from "./audit-words";

type AuditDrawerProps = {
  place: ActionPlace;
  state: ListState;
  entry: AuditRow;
  name: AuditName | undefined;
  timeZone: string;
  /** The page that shows what it is about to this reader; null = none. */
  path: string | null;
};

/** One entry with every field as it was and as it became; closed, the list is where it was. */
export function AuditDrawer({ place, state, entry, name, timeZone, path }: AuditDrawerProps) {
  const t = useTranslations("audit");
  const actions = useTranslations("audit.actions");
  const router = useRouter();
  const list = hereHref(consolePath(place, "settings", "audit"), state);
  return (
    <Drawer.Backdrop
      isOpen
      onOpenChange={(open) => (open ? undefined : router.push(asRoute(list), { scroll: false }))}
    >
      <Drawer.Content placement="right">
        <Drawer.Dialog className="h-full w-[520px] max-w-[96vw] rounded-none bg-raised">
          <Drawer.CloseTrigger />
          <Drawer.Header>
            <Drawer.Heading className="pr-8 text-lg font-semibold">
              {codeWords(actions, entry.action)}
            </Drawer.Heading>
          </Drawer.Header>
          <Drawer.Body className="grid content-start gap-5 text-sm text-ink">
            <Facts {...{ entry, name, timeZone, path }} />
            <AuditDiff {...{ entry, timeZone }} currency={name?.currency ?? null} />
            <p className="text-xs text-ink-2">{t("immutable")}</p>
          </Drawer.Body>
        </Drawer.Dialog>
      </Drawer.Content>
    </Drawer.Backdrop>
  );
}

function Facts({ entry, name, timeZone, path }: Omit<AuditDrawerProps, "place" | "state">) {
  const t = useTranslations("audit");
  const id = <span className="font-mono text-xs wrap-anywhere">{entry.objectId}</span>;
  return (
    <SummaryList
      items={[
        { label: t("when"), value: <Time at={entry.at} timeZone={timeZone} /> },
        { label: t("who"), value: <Who row={entry} /> },
        {
          label: t("object"),
          value: (
            <span className="grid justify-items-start gap-1">
              <ObjectName row={entry} name={name} path={path} />
              {path && !name ? (
                <Link href={path} className="text-brand underline">
                  {id}
                </Link>
              ) : (
                id
              )}
            </span>
          ),
        },
        ...(entry.address
          ? [{ label: t("address"), value: <span className="font-mono text-xs">{entry.address}</span> }]
          : []),
        { label: t("code"), value: <span className="font-mono text-xs">{entry.action}</span> },
        {
          label: t("request"),
          value: (
            <span className="flex items-center gap-2">
              <span className="font-mono text-xs wrap-anywhere">{entry.requestId}</span>
              <CopyButton
                iconOnly
                size="sm"
                variant="ghost"
                text={entry.requestId}
                label={t("copyRequest")}
              />
            </span>
          ),
        },
      ]}
    />
  );
}

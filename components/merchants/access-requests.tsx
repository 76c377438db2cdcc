"use client";

import { useTranslations } from "next-intl";
import { consolePath } from "@/components/merchants/console-path";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { Time } from "@/components/ui/time";
import { useRunAction } from "@/components/ui/use-run-action";
import { declineAccess } from "@/lib/merchants/actions/staff";
import type { AccessRequestRow } from "@/lib/merchants/queries/staff";

type AccessRequestsProps = {
  place: ActionPlace;
  requests: readonly AccessRequestRow[];
  /** With those that are not shown; 101 = more than 100. */
  total: number;
  timeZone: string;
};

/** What people of the merchant ask to be allowed: for a group admin to give by another role, or to put away. */
export function AccessRequests({ place, requests, total, timeZone }: AccessRequestsProps) {
  const t = useTranslations("staff.requests");
  if (requests.length === 0) return null;
  const rest = total - requests.length;
  return (
    <Card title={t("title")}>
      <ul className="grid gap-3">
        {requests.map((request) => (
          <AccessRequest key={request.id} place={place} request={request} timeZone={timeZone} />
        ))}
      </ul>
      {rest > 0 ? (
        <p className="pt-3 text-xs text-ink-2">{t("rest", { count: rest, more: total > 100 ? "+" : "" })}</p>
      ) : null}
    </Card>
  );
}

type AccessRequestProps = { place: ActionPlace; request: AccessRequestRow; timeZone: string };

function AccessRequest({ place, request, timeZone }: AccessRequestProps) {
  const t = useTranslations("staff.requests");
  const may = useTranslations("staff.capabilities");
  const roles = useTranslations("common.roles");
  const { run, pending } = useRunAction(declineAccess, place);
  const { id, staffId, name, role, capability, createdAt } = request;
  const key = capability.replace(".", "_");
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <span className="grid min-w-0 flex-1 basis-60 text-sm">
        <span className="wrap-anywhere">
          {t("asks", { name, role: roles(role), what: may.has(key) ? may(key) : capability })}
        </span>
        <span className="text-xs text-ink-2">
          <Time at={createdAt} timeZone={timeZone} mode="relative" />
        </span>
      </span>
      <span className="flex gap-2">
        <Button
          size="sm"
          isDisabled={pending}
          onPress={() => void run({ accessRequestId: id }, { success: t("declined") })}
        >
          {t("decline")}
        </Button>
        <ButtonLink size="sm" variant="primary" href={consolePath(place, "settings", "staff", staffId)}>
          {t("change")}
        </ButtonLink>
      </span>
    </li>
  );
}

"use client";

import { useNow, useTranslations } from "next-intl";
import { useState } from "react";
import { ActionMenu } from "@/components/ui/action-menu";
import type { ActionPlace } from "@/components/ui/action-result";
import { BulkBar } from "@/components/ui/bulk-bar";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { CopyButton } from "@/components/ui/copy-button";
import { DataTable } from "@/components/ui/data-table";
import { OverList } from "@/components/ui/over-list";
import { SelectionScope } from "@/components/ui/selection";
import { StatusBadge } from "@/components/ui/status-badge";
import { Time } from "@/components/ui/time";
import { toast } from "@/components/ui/toast";
import { useResultWords } from "@/components/ui/use-refusal-words";
import { useRunAction } from "@/components/ui/use-run-action";
import { BulkActions } from "@/components/workspace/bulk-actions";
import { resendInvite, resendInvites, revokeInvite } from "@/lib/merchants/actions/staff";
import type { InviteRow } from "@/lib/merchants/queries/staff";

type InviteListProps = {
  place: ActionPlace;
  invites: readonly InviteRow[];
  timeZone: string;
  baseUrl: string;
};

/** Invites that nobody has used yet; each link can be handed over by other ways than mail. */
export function InviteList(props: InviteListProps) {
  return <OverList>{props.invites.length > 0 ? <OpenInvites {...props} /> : null}</OverList>;
}

function OpenInvites({ place, invites, timeZone, baseUrl }: InviteListProps) {
  const t = useTranslations("staff.invites");
  const roles = useTranslations("common.roles");
  const now = useNow();
  return (
    <Card title={t("title")} padded={false}>
      <SelectionScope pageIds={invites.map(({ id }) => id)}>
        <DataTable
          bare
          bulkBar={
            <BulkBar total={invites.length}>
              <BulkActions
                where={place}
                action={resendInvites}
                changes={[{ key: "resend", label: t("resend"), warning: t("resendMany") }]}
                filter={{}}
                pageOnly
                names={invites.map(({ id, email }) => ({ id, name: email }))}
                matching={invites.length}
              />
            </BulkBar>
          }
          label={t("title")}
          actionsLabel={t("actions")}
          columns={[
            { key: "email", label: t("email"), card: "title" },
            { key: "role", label: t("role"), card: "metric" },
            { key: "until", label: t("until"), card: "metric" },
            { key: "status", label: t("status"), card: "badge" },
            { key: "link", label: t("link"), card: "metric" },
          ]}
          rows={invites.map((invite) => {
            const isOver = invite.expiresAt <= now;
            const stores = invite.stores.length > 0 ? ` · ${invite.stores.join(", ")}` : "";
            return {
              id: invite.id,
              name: invite.email,
              cells: {
                email: <span className="wrap-anywhere">{invite.email}</span>,
                role: `${roles(invite.role)}${stores}`,
                until: <Time at={invite.expiresAt} timeZone={timeZone} mode="relative" />,
                status: (
                  <StatusBadge
                    status={isOver ? "expired" : "scheduled"}
                    label={t(isOver ? "expired" : "waiting")}
                  />
                ),
                link: isOver ? (
                  "–"
                ) : (
                  <CopyButton size="sm" text={`${baseUrl}/invite/${invite.token}`} label={t("copy")} />
                ),
              },
              actions: <InviteMenu place={place} invite={invite} />,
            };
          })}
        />
      </SelectionScope>
    </Card>
  );
}

function InviteMenu({ place, invite }: { place: ActionPlace; invite: InviteRow }) {
  const t = useTranslations("staff.invites");
  const again = useRunAction(resendInvite, place);
  const back = useRunAction(revokeInvite, place);
  const words = useResultWords();
  const [asking, setAsking] = useState(false);
  const { id: inviteId, email } = invite;
  const revoke = async () => {
    const result = await back.run({ inviteId }, { quiet: true });
    if (!result) return;
    if (!result.ok) return words(result) ?? undefined;
    toast.success(t("revoked", { email }));
  };
  return (
    <>
      <ActionMenu
        label={t("label", { email })}
        items={[
          {
            key: "resend",
            label: t("resend"),
            onAction: () => void again.run({ inviteId }, { success: t("resent", { email }) }),
          },
          { key: "revoke", label: t("revoke"), danger: true, onAction: () => setAsking(true) },
        ]}
      />
      <ConfirmDialog
        danger
        title={t("revokeTitle", { email })}
        confirmLabel={t("revoke")}
        isOpen={asking}
        onOpenChange={setAsking}
        onConfirm={revoke}
      >
        {t("revokeText")}
      </ConfirmDialog>
    </>
  );
}

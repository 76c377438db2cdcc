"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { browserOf } from "@/components/merchants/browser-words";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { StatusBadge } from "@/components/ui/status-badge";
import { Time } from "@/components/ui/time";
import { useRunAction } from "@/components/ui/use-run-action";
import { endOtherSessions, endOwnSession } from "@/lib/merchants/actions/account";
import type { OwnSession } from "@/lib/merchants/queries/account";

type SessionListProps = {
  place: ActionPlace;
  sessions: readonly OwnSession[];
  /** The one this page is read with. */
  currentId: string;
  timeZone: string;
};

/** Where somebody is signed in, and the way to end it there. */
export function SessionList({ place, sessions, currentId, timeZone }: SessionListProps) {
  const t = useTranslations("account.sessions");
  const router = useRouter();
  const others = useRunAction(endOtherSessions, place);
  const endOthers = async () => {
    const result = await others.run({}, { success: t("othersEnded") });
    if (result?.ok) router.refresh();
  };
  return (
    <Card
      title={t("title")}
      actions={
        sessions.length > 1 ? (
          <Button size="sm" isPending={others.pending} onPress={() => void endOthers()}>
            {t("endOthers")}
          </Button>
        ) : undefined
      }
    >
      <ul className="grid divide-y divide-border">
        {sessions.map((session) => (
          <Session
            key={session.id}
            place={place}
            session={session}
            isCurrent={session.id === currentId}
            timeZone={timeZone}
          />
        ))}
      </ul>
    </Card>
  );
}

type SessionProps = { place: ActionPlace; session: OwnSession; isCurrent: boolean; timeZone: string };

function Session({ place, session, isCurrent, timeZone }: SessionProps) {
  const t = useTranslations("account.sessions");
  const router = useRouter();
  const { run, pending } = useRunAction(endOwnSession, place);
  const { browser, system } = browserOf(session.userAgent);
  const name = browser && system ? t("on", { browser, system }) : (browser ?? system ?? t("unknown"));
  const end = async () => {
    const result = await run({ sessionId: session.id }, { success: t("ended") });
    if (result?.ok) router.refresh();
  };
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3 first:pt-0 last:pb-0">
      <span className="grid min-w-0 flex-1 basis-48 text-sm">
        <span>{name}</span>
        <span className="text-xs text-ink-2">
          {t("since")} <Time at={session.createdAt} timeZone={timeZone} />
          {session.lastSeenAt && !isCurrent ? (
            <>
              {" · "}
              {t("seen")} <Time at={session.lastSeenAt} timeZone={timeZone} mode="relative" />
            </>
          ) : null}
        </span>
      </span>
      {isCurrent ? (
        <StatusBadge status="active" label={t("current")} />
      ) : (
        <Button size="sm" isPending={pending} aria-label={t("endOne", { name })} onPress={() => void end()}>
          {t("end")}
        </Button>
      )}
    </li>
  );
}

import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { AuthPage } from "@/app/(auth)/sign-in/_components/auth-page";
import { PlainLink, PlainState } from "@/components/ui/plain";
import { listMessages } from "@/lib/notifications/queries";
import { inboxGate } from "@/lib/platform/auth/member-gates";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth.inbox");
  return { title: t("title") };
}

export default async function InboxPage() {
  const places = await inboxGate();
  const t = await getTranslations("auth.inbox");
  const lists = await Promise.all(places.map(({ scope }) => listMessages(scope)));
  const messages = lists.flat().sort((a, b) => b.id.localeCompare(a.id));
  const time = new Intl.DateTimeFormat(await getLocale(), { dateStyle: "short", timeStyle: "medium" });
  return (
    <AuthPage title={t("title")} text={t("text")} path="/dev/inbox">
      <PlainLink href="/dev/inbox" variant="secondary" block>
        {t("refresh")}
      </PlainLink>
      {messages.length === 0 ? (
        <PlainState headingLevel={2} title={t("empty")} text={t("emptyText")} />
      ) : (
        <ol className="grid gap-4">
          {messages.slice(0, 50).map((message) => (
            <li
              key={message.id}
              data-to={message.recipient}
              className="grid gap-1 border-t border-border pt-4"
            >
              <p className="flex justify-between gap-3 text-xs text-ink-2">
                <span>{t("to", { phone: message.recipient })}</span>
                <time dateTime={message.createdAt.toISOString()}>{time.format(message.createdAt)}</time>
              </p>
              <p>{message.body}</p>
            </li>
          ))}
        </ol>
      )}
    </AuthPage>
  );
}

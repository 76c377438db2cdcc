import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { AuthPage } from "@/app/(auth)/sign-in/_components/auth-page";
import { PlainLink, PlainState } from "@/components/ui/plain";
import { listMails, listMessages } from "@/lib/notifications/queries";
import { INBOX_LENGTH, inboxGate } from "@/lib/platform/auth/member-gates";
import { MessageBody } from "./_components/message-body";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth.inbox");
  return { title: t("title") };
}

export default async function InboxPage() {
  const places = await inboxGate();
  const t = await getTranslations("auth.inbox");
  const texts = await Promise.all(places.map(({ scope }) => listMessages(scope)));
  const mails = await Promise.all(places.map(({ scope }) => listMails(scope)));
  const messages = [
    ...texts
      .flat()
      .map((message) => ({ ...message, subject: null, to: t("to", { phone: message.recipient }) })),
    ...mails.flat().map((mail) => ({ ...mail, to: t("mailTo", { email: mail.recipient }) })),
  ].sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
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
          {messages.slice(0, INBOX_LENGTH).map((message) => (
            <li
              key={message.id}
              data-to={message.recipient}
              className="grid gap-1 border-t border-border pt-4"
            >
              <p className="flex justify-between gap-3 text-xs text-ink-2">
                <span>{message.to}</span>
                <time dateTime={message.createdAt.toISOString()}>{time.format(message.createdAt)}</time>
              </p>
              {message.subject ? <p className="font-semibold">{message.subject}</p> : null}
              <MessageBody text={message.body} />
            </li>
          ))}
        </ol>
      )}
    </AuthPage>
  );
}

import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { DataTable } from "@/components/ui/data-table";
import { SummaryList } from "@/components/ui/summary-list";
import { Time } from "@/components/ui/time";
import type { DeliveryDetail } from "@/lib/notifications/queries/webhooks";
import { useAnswerWords, useEventWords } from "./answer-words";
import { DeliveryStatus } from "./webhook-status";

const block =
  "overflow-x-auto rounded-md border border-border bg-sunken px-3 py-2.5 font-mono text-xs whitespace-pre-wrap wrap-anywhere text-ink";

/** What is sent: as it is copied, byte for byte; as it is shown, for people to read. */
export function DeliveryBody({ body }: { body: string }) {
  const t = useTranslations("webhooks.delivery");
  return (
    <Card title={t("body")} actions={<CopyButton size="sm" text={body} label={t("copyBody")} />}>
      <pre className={block}>{JSON.stringify(JSON.parse(body), null, 2)}</pre>
    </Card>
  );
}

export function AttemptList({ attempts, timeZone }: { attempts: DeliveryDetail["log"]; timeZone: string }) {
  const t = useTranslations("webhooks.delivery");
  const answer = useAnswerWords();
  if (attempts.length === 0) {
    return (
      <Card title={t("attempts")}>
        <p className="text-sm text-ink-2">{t("noAttempts")}</p>
      </Card>
    );
  }
  return (
    <Card title={t("attempts")} padded={false}>
      <DataTable
        bare
        label={t("attempts")}
        columns={[
          { key: "attempt", label: t("attempt"), card: "title" },
          { key: "at", label: t("at"), card: "metric" },
          { key: "took", label: t("took"), align: "end", card: "none" },
          { key: "answer", label: t("answer"), card: "metric" },
          { key: "said", label: t("said"), card: "metric" },
        ]}
        rows={attempts.map((row) => ({
          id: String(row.attempt),
          cells: {
            attempt: row.attempt,
            at: <Time at={row.at} timeZone={timeZone} />,
            took: t("ms", { ms: row.ms }),
            answer: answer(row),
            said: row.responseBody ? (
              <code className="block max-h-40 overflow-y-auto font-mono text-xs wrap-anywhere">
                {row.responseBody}
              </code>
            ) : (
              t("nothing")
            ),
          },
        }))}
      />
    </Card>
  );
}

export function DeliveryAside({ delivery, timeZone }: { delivery: DeliveryDetail; timeZone: string }) {
  const t = useTranslations("webhooks.delivery");
  const words = useEventWords();
  const { eventType, status, createdAt, finishedAt, dueAt } = delivery;
  const time = (at: Date) => <Time at={at} timeZone={timeZone} />;
  return (
    <Card>
      <SummaryList
        items={[
          {
            label: t("type"),
            value: (
              <span className="grid">
                {words(eventType)}
                <code className="font-mono text-xs text-ink-2">{eventType}</code>
              </span>
            ),
          },
          { label: t("status"), value: <DeliveryStatus status={status} /> },
          { label: t("created"), value: time(createdAt) },
          ...(status === "waiting" ? [{ label: t("next"), value: time(dueAt) }] : []),
          ...(finishedAt ? [{ label: t("finished"), value: time(finishedAt) }] : []),
        ]}
      />
    </Card>
  );
}

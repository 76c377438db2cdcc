"use client";

import { CircleCheck, TriangleAlert } from "lucide-react";
import dynamic from "next/dynamic";
import { useLocale, useTranslations } from "next-intl";
import { useRef } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { type ActivityFormValues, instantOf } from "@/components/activities/form-values";
import { periodWords } from "@/components/activities/period-words";
import { type Check, preflight } from "@/components/activities/preflight";
import { usePrizeCoupons } from "@/components/activities/prize-coupons";
import { summaryLines } from "@/components/activities/summary-lines";
import { Card } from "@/components/ui/card";
import { useNear } from "@/components/ui/use-near";

const PhonePreview = dynamic(
  () => import("@/components/activities/phone-preview").then((part) => part.PhonePreview),
  { ssr: false },
);

/** Beside the form: what is about to be made, in words, in checks and as its page. */
export function FormRail({ merchantName, exists }: { merchantName: string; exists: boolean }) {
  const t = useTranslations("activities");
  const locale = useLocale();
  const { control, getValues } = useFormContext<ActivityFormValues>();
  // Watched for the redraw; read through getValues, whose type knows that every field is there.
  useWatch({ control });
  const { known, now } = usePrizeCoupons();
  const box = useRef<HTMLDivElement>(null);
  const isNear = useNear(box);
  const values = getValues();
  const from = instantOf(values.startsAt, values.timeZone);
  const until = instantOf(values.endsAt, values.timeZone);
  const gifts = values.rules.passwords.map((row) =>
    row.prizes.flatMap(({ couponId, quantity }) => {
      const coupon = known.get(couponId);
      return coupon ? [{ coupon, quantity: quantity || 1 }] : [];
    }),
  );
  return (
    <>
      <Card title={t("summary.title")}>
        <ul className="grid gap-1.5 text-sm text-ink">
          {summaryLines(values, locale, (key, params) => t(`summary.${key}`, params)).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </Card>
      <Card title={exists ? t("checks.titleEdit") : t("checks.title")}>
        <ul className="grid gap-2 text-sm">
          {preflight(values, known, now).map((check) => (
            <CheckLine key={check.key} check={check} />
          ))}
        </ul>
      </Card>
      <Card title={t("preview.title")}>
        <div ref={box} className="min-h-96">
          {isNear ? (
            <PhonePreview
              kind={values.kind}
              merchantName={merchantName}
              title={values.name}
              period={from && until && from < until ? periodWords(from, until, values.timeZone, locale) : ""}
              description={values.description}
              rulesText={values.rulesText}
              gifts={gifts}
              timeZone={values.timeZone}
              now={now}
            />
          ) : null}
        </div>
      </Card>
    </>
  );
}

function CheckLine({ check }: { check: Check }) {
  const t = useTranslations("activities.checks");
  const status = useTranslations("ui.status");
  const Icon = check.good ? CircleCheck : TriangleAlert;
  return (
    <li className="flex items-start gap-2">
      <Icon
        aria-hidden="true"
        className={check.good ? "mt-0.5 size-4 shrink-0 text-success" : "mt-0.5 size-4 shrink-0 text-warning"}
      />
      <span className="min-w-0 wrap-anywhere text-ink">
        <span className="sr-only">{check.good ? t("good") : t("bad")}</span>
        {checkWords(check, t, status)}
      </span>
    </li>
  );
}

type Translate = (key: string, values?: Record<string, string | number>) => string;

function checkWords(check: Check, t: Translate, status: Translate): string {
  if (check.good) return t(`${check.key}.good`);
  if (check.key === "coupons") {
    return t("coupons.bad", { coupon: check.coupon ?? "", status: status(check.status ?? "ended") });
  }
  if (check.key === "stock") {
    return t("stock.bad", {
      coupon: check.coupon ?? "",
      left: check.left ?? 0,
      promised: check.promised ?? 0,
    });
  }
  return check.key === "period" ? t(`period.${check.problem ?? "missing"}`) : t("prizes.bad");
}

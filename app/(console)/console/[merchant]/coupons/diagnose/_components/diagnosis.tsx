"use client";

import { useTranslations } from "next-intl";
import { useEffect } from "react";
import type { CartStore } from "@/components/orders/cart";
import { ChooseMember } from "@/components/orders/choose-member";
import { isRefusedFor, useAnswer } from "@/components/orders/use-answer";
import type { ActionPlace } from "@/components/ui/action-result";
import { Banner } from "@/components/ui/banner";
import { Card } from "@/components/ui/card";
import { useRefusalWords, useResultWords } from "@/components/ui/use-refusal-words";
import { explainCoupon } from "@/lib/orders/actions/explain";
import type { DiagnosisStart } from "@/lib/orders/queries/diagnose";
import { ChooseCart } from "./choose-cart";
import { ChooseCoupon } from "./choose-coupon";
import { Found } from "./found";
import { inputOf, isWrong, useDiagnosis } from "./use-diagnosis";

type DiagnosisProps = {
  place: ActionPlace;
  stores: readonly CartStore[];
  start: DiagnosisStart;
  /** The merchant's: instants are told in it where no store is named. */
  timeZone: string;
};

/** Whose coupon, which one and on what, and beside it everything the coupon asks, met or not. */
export function Diagnosis({ place, stores, start, timeZone }: DiagnosisProps) {
  const t = useTranslations("diagnose");
  const words = useResultWords();
  const refusal = useRefusalWords();
  const { asked, change, setLines } = useDiagnosis(start, stores);
  const input = inputOf(asked, start.coupon?.id, stores);
  const answer = useAnswer(explainCoupon, place, input);
  const wrongNow = isRefusedFor(answer, "code_not_usable") ? asked.code : null;
  useEffect(() => {
    if (wrongNow !== null) change({ wrongCode: wrongNow });
  }, [wrongNow, change]);
  const gone = isWrong(asked) ? refusal({ code: "code_not_usable" }) : null;
  const problem = answer ? words(answer) : gone;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 lg:grid-cols-2">
      <div className="grid min-w-0 gap-4">
        <Card title={t("who")}>
          <ChooseMember place={place} value={asked.member} onChange={(member) => change({ member })} />
        </Card>
        <ChooseCoupon {...{ place, asked }} coupon={start.coupon} onChange={change} />
        <ChooseCart {...{ place, stores, asked }} onChange={change} onLines={setLines} />
      </div>
      <section aria-label={t("result")} aria-live="polite" className="grid min-w-0 gap-4 lg:sticky lg:top-4">
        {problem ? <Banner tone="warning">{problem}</Banner> : null}
        {answer?.ok ? <Found found={answer.value} timeZone={timeZone} /> : null}
        {!answer && !problem ? (
          <Card>
            <p className="text-sm text-ink-2">{t(input ? "looking" : "nothingYet")}</p>
          </Card>
        ) : null}
      </section>
    </div>
  );
}

"use client";

import { useLocale, useTranslations } from "next-intl";
import { useOptimistic, useTransition } from "react";
import { LabelDot } from "@/components/members/label-chip";
import { LabelCount } from "@/components/members/label-count";
import { moved, SortButtons, useDragOrder } from "@/components/members/sort-handle";
import { consolePath } from "@/components/merchants/console-path";
import type { ActionPlace } from "@/components/ui/action-result";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { useRunAction } from "@/components/ui/use-run-action";
import { formatMoney } from "@/lib/kernel/money";
import { orderPlans } from "@/lib/members/actions/labels";
import type { PlanRow } from "@/lib/members/queries/plans";

type PlanListProps = { place: ActionPlace; plans: readonly PlanRow[]; currency: string };

/** C-64: the card plans in their order, each with its ladder, the highest tier on top. */
export function PlanList({ place, plans, currency }: PlanListProps) {
  const t = useTranslations("organise.cards");
  const { run } = useRunAction(orderPlans, place);
  const [, startTransition] = useTransition();
  const [shown, show] = useOptimistic(plans);
  const move = (from: number, to: number) => {
    const next = moved(shown, from, to);
    startTransition(async () => {
      show(next);
      await run({ planIds: next.map((plan) => plan.id) });
    });
  };
  const { row, handle } = useDragOrder(move);
  return (
    <ul className="grid grid-cols-[minmax(0,1fr)] gap-4" aria-label={t("title")}>
      {shown.map((plan, at) => (
        <li key={plan.id} {...row(at)} className="data-dragged:opacity-60">
          <Card
            title={plan.name}
            actions={
              <>
                {plans.length > 1 ? (
                  <SortButtons
                    name={plan.name}
                    at={at}
                    count={shown.length}
                    onMove={move}
                    handle={handle(at)}
                  />
                ) : null}
                <ButtonLink
                  size="sm"
                  href={consolePath(place, "members", "cards", plan.id)}
                  aria-label={t("editName", { name: plan.name })}
                >
                  {t("edit")}
                </ButtonLink>
              </>
            }
          >
            {plan.description ? <p className="pb-2 text-sm text-ink-2">{plan.description}</p> : null}
            <Ladder place={place} plan={plan} currency={currency} />
          </Card>
        </li>
      ))}
    </ul>
  );
}

function Ladder({ place, plan, currency }: { place: ActionPlace; plan: PlanRow; currency: string }) {
  const t = useTranslations("organise.cards");
  const locale = useLocale();
  return (
    <ol className="grid divide-y divide-border" reversed>
      {[...plan.tiers].reverse().map((tier) => (
        <li
          key={tier.id}
          className="grid gap-x-4 gap-y-0.5 py-2 text-sm sm:grid-cols-[200px_180px_minmax(0,1fr)_auto]"
        >
          <span className="flex min-w-0 items-center gap-2 font-medium text-ink">
            <LabelDot colour={tier.colour} />
            <span className="wrap-anywhere">{tier.name}</span>
          </span>
          <span className="text-ink-2">
            {tier.thresholdMinor === null
              ? t("noThreshold")
              : t("from", { amount: formatMoney(tier.thresholdMinor, currency, locale) })}
          </span>
          <span className="wrap-anywhere whitespace-pre-line text-ink-2">{tier.benefits}</span>
          <span>
            {t.rich("holders", {
              count: () => (
                <LabelCount
                  {...tier.members}
                  href={`${consolePath(place, "members")}?tier=${tier.id}`}
                  label={t("showHolders", { name: tier.name })}
                />
              ),
            })}
          </span>
        </li>
      ))}
    </ol>
  );
}

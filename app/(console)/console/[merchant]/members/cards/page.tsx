import { CreditCard } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MemberTabs } from "@/components/members/member-tabs";
import { consolePath } from "@/components/merchants/console-path";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { listPlans } from "@/lib/members/queries/plans";
import { staffGate } from "@/lib/platform/auth/gates";
import { PlanList } from "./_components/plan-list";

type Props = { params: Promise<{ merchant: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("organise.cards");
  return { title: t("title") };
}

export default async function CardsPage({ params }: Props) {
  const place = await params;
  const { scope, merchant } = await staffGate(place, "member.organise");
  const t = await getTranslations("organise.cards");
  const plans = await listPlans(scope);
  const create = (
    <ButtonLink
      href={consolePath(place, "members", "cards", "new")}
      variant="primary"
      data-key="c"
      aria-keyshortcuts="C"
    >
      {t("create")}
    </ButtonLink>
  );
  return (
    <>
      <PageHeader title={t("title")} meta={t("meta")} actions={plans.length > 0 ? create : undefined} />
      <MemberTabs place={place} current="cards" />
      {plans.length === 0 ? (
        <Card>
          <EmptyState
            icon={<CreditCard className="size-6" />}
            title={t("emptyTitle")}
            text={t("emptyText")}
            action={create}
          />
        </Card>
      ) : (
        <PlanList place={place} plans={plans} currency={merchant.currency} />
      )}
    </>
  );
}

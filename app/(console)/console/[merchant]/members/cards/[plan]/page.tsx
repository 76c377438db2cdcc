import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { consolePath } from "@/components/merchants/console-path";
import { PageHeader } from "@/components/ui/page-header";
import { listPlans } from "@/lib/members/queries/plans";
import { staffGate } from "@/lib/platform/auth/gates";
import { lastChange } from "@/lib/workspace/queries";
import { DeletePlan } from "../_components/delete-plan";
import { EditPlanForm } from "../_components/plan-form";

type Props = { params: Promise<{ merchant: string; plan: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("organise.plan");
  return { title: t("editTitle") };
}

export default async function PlanPage({ params }: Props) {
  const { plan: planId, ...place } = await params;
  const { scope, merchant } = await staffGate(place, "member.organise");
  const [plan] = await listPlans(scope, planId);
  if (!plan) notFound();
  const [t, change] = await Promise.all([
    getTranslations("organise.cards"),
    lastChange(scope, "card_plan", planId),
  ]);
  const { name, description, revision } = plan;
  const tiers = plan.tiers.map(({ members: _, ...tier }) => tier);
  return (
    <>
      <PageHeader
        title={name}
        back={{ href: consolePath(place, "members", "cards"), label: t("title") }}
        actions={<DeletePlan place={place} plan={{ id: planId, name }} />}
      />
      <div className="max-w-[720px]">
        <EditPlanForm
          place={place}
          currency={merchant.currency}
          planId={planId}
          revision={revision}
          change={change}
          values={{ plan: { name, description, tiers } }}
        />
      </div>
    </>
  );
}

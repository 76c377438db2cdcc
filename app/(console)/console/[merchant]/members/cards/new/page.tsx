import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { consolePath } from "@/components/merchants/console-path";
import { PageHeader } from "@/components/ui/page-header";
import { staffGate } from "@/lib/platform/auth/gates";
import { CreatePlanForm } from "../_components/plan-form";

type Props = { params: Promise<{ merchant: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("organise.plan");
  return { title: t("createTitle") };
}

export default async function NewPlanPage({ params }: Props) {
  const place = await params;
  const { merchant } = await staffGate(place, "member.organise");
  const t = await getTranslations("organise");
  const tier = { id: null, name: "", thresholdMinor: null, benefits: "", colour: "grey" } as const;
  return (
    <>
      <PageHeader
        title={t("plan.createTitle")}
        back={{ href: consolePath(place, "members", "cards"), label: t("cards.title") }}
      />
      <div className="max-w-[720px]">
        <CreatePlanForm
          place={place}
          currency={merchant.currency}
          values={{ plan: { name: "", description: "", tiers: [tier] } }}
        />
      </div>
    </>
  );
}

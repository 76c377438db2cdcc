import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { consolePath } from "@/components/merchants/console-path";
import { PageHeader } from "@/components/ui/page-header";
import { DraftForm } from "@/components/workspace/draft-form";
import { DraftList } from "@/components/workspace/draft-list";
import { openDraft } from "@/components/workspace/open-draft";
import { staffGate } from "@/lib/platform/auth/gates";
import { listDrafts } from "@/lib/workspace/queries";
import { CreatePlanForm, type PlanFormValues } from "../_components/plan-form";

type Props = { params: Promise<{ merchant: string }>; searchParams: Promise<{ draft?: string }> };

const tier = { id: null, name: "", thresholdMinor: null, benefits: "", colour: "grey" } as const;
const empty: PlanFormValues = { plan: { name: "", description: "", tiers: [tier] } };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("organise.plan");
  return { title: t("createTitle") };
}

export default async function NewPlanPage({ params, searchParams }: Props) {
  const place = await params;
  const { scope, merchant } = await staffGate(place, "member.organise");
  const { values, draft } = await openDraft(scope, "plan", empty, searchParams);
  const [t, drafts] = await Promise.all([
    getTranslations("organise"),
    draft.savedAt ? [] : listDrafts(scope, "plan"),
  ]);
  return (
    <>
      <PageHeader
        title={t("plan.createTitle")}
        back={{ href: consolePath(place, "members", "cards"), label: t("cards.title") }}
      />
      <div className="max-w-[720px]">
        <DraftList
          kind="plan"
          {...{ drafts, where: place, timeZone: merchant.timeZone }}
          hrefOf={({ id }) => `${consolePath(place, "members", "cards", "new")}?draft=${id}`}
        />
        <DraftForm draft={draft}>
          <CreatePlanForm {...{ place, values, draft }} currency={merchant.currency} />
        </DraftForm>
      </div>
    </>
  );
}

import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PrizeCouponsProvider } from "@/components/activities/prize-coupons";
import { CreatePackForm } from "@/components/packs/create-pack-form";
import { packsPath } from "@/components/packs/pack-words";
import { ButtonLink } from "@/components/ui/button-link";
import type { SearchParams } from "@/components/ui/list-state";
import { PageHeader } from "@/components/ui/page-header";
import { DraftForm } from "@/components/workspace/draft-form";
import { type PackType, packTypes } from "@/lib/packs/schema";
import { staffGate } from "@/lib/platform/auth/gates";
import { formFacts } from "../../_components/form-facts";
import { firstForm } from "./_components/first-form";

type Props = {
  params: Promise<{ merchant: string; type: string }>;
  searchParams: Promise<SearchParams>;
};

const knownType = (type: string): PackType => packTypes.find((one) => one === type) ?? notFound();

export async function generateMetadata({ params }: Pick<Props, "params">): Promise<Metadata> {
  const type = knownType((await params).type);
  const t = await getTranslations("packs");
  return { title: t("form.newTitle", { type: t(`types.${type}.name`) }) };
}

export default async function NewPackOfTypePage({ params, searchParams }: Props) {
  const { merchant: slug, type: word } = await params;
  const type = knownType(word);
  const { scope, merchant } = await staffGate({ merchant: slug }, "pack.write");
  const t = await getTranslations("packs");
  const basePath = packsPath(slug);
  const { values, from, draft } = await firstForm(scope, { type, merchant, searchParams });
  const { facts, coupons } = await formFacts(scope, merchant, values);
  return (
    <>
      <PageHeader
        meta={from}
        title={t("form.newTitle", { type: t(`types.${type}.name`) })}
        back={{ href: basePath, label: t("title") }}
        actions={<ButtonLink href={`${basePath}/new`}>{t("form.changeType")}</ButtonLink>}
      />
      <PrizeCouponsProvider {...coupons}>
        <DraftForm draft={draft} of={type}>
          <CreatePackForm
            initial={values}
            draft={draft}
            facts={{ ...facts, exists: false, issued: 0, sold: 0 }}
            basePath={basePath}
          />
        </DraftForm>
      </PrizeCouponsProvider>
    </>
  );
}

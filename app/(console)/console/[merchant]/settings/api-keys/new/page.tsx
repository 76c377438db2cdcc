import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { consolePath } from "@/components/merchants/console-path";
import { PageHeader } from "@/components/ui/page-header";
import { getApiKey } from "@/lib/merchants/queries/api-keys";
import type { ApiKeyInput } from "@/lib/merchants/schema";
import { staffGate } from "@/lib/platform/auth/gates";
import { KeyForm } from "../_components/key-form";

type Props = { params: Promise<{ merchant: string }>; searchParams: Promise<{ like?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("api-keys");
  return { title: t("form.title") };
}

const fresh: ApiKeyInput = { name: "", scopes: ["read"], ratePerMinute: 600, term: "never" };

export default async function NewApiKeyPage({ params, searchParams }: Props) {
  const place = await params;
  const { scope } = await staffGate(place, "api_key.manage");
  const { like } = await searchParams;
  const [t, old] = await Promise.all([
    getTranslations("api-keys"),
    typeof like === "string" ? getApiKey(scope, like) : null,
  ]);
  const start = old
    ? { ...fresh, name: old.name, scopes: old.scopes, ratePerMinute: old.ratePerMinute }
    : fresh;
  return (
    <>
      <PageHeader
        title={t("form.title")}
        meta={old ? t("form.replaces", { name: old.name, lastFour: old.lastFour }) : undefined}
        back={{ href: consolePath(place, "settings", "api-keys"), label: t("title") }}
      />
      <div className="max-w-[720px]">
        <KeyForm place={place} like={start} />
      </div>
    </>
  );
}

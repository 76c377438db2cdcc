import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { isSampleAway } from "@/components/analytics/sample-away";
import { SampleRibbon } from "@/components/analytics/sample-ribbon";
import { PreviewBanner } from "@/components/merchants/preview-banner";
import { ContentLanguagesProvider } from "@/components/ui/content-languages";
import { displayPreferences } from "@/components/ui/display-preferences";
import { PersonProvider } from "@/components/ui/person";
import { sampleState } from "@/lib/analytics/queries";
import { listFrameStores } from "@/lib/merchants/queries";
import { frameGate } from "@/lib/platform/auth/gates";
import { exactLocale } from "@/lib/platform/locale";
import { commandCapabilities } from "./_components/commands";
import { ConsoleNav } from "./_components/console-nav";
import { navigation } from "./_components/navigation";
import { Topbar } from "./_components/topbar";
import { UndoActions } from "./_components/undo-actions";

type FrameProps = { params: Promise<{ merchant: string }>; children: ReactNode };

export async function generateMetadata({ params }: FrameProps): Promise<Metadata> {
  const { merchant } = await frameGate((await params).merchant);
  return { title: { default: merchant.name, template: `%s · ${merchant.name}` } };
}

export default async function ConsoleFrame({ params, children }: FrameProps) {
  const { merchant: slug } = await params;
  const { merchant, staff, scope, can, isPreview } = await frameGate(slug);
  const keepsSample = can("settings.write") && !isPreview;
  const [stores, { theme }, t, isMixed] = await Promise.all([
    listFrameStores(scope),
    displayPreferences(),
    getTranslations("common"),
    keepsSample && !(await isSampleAway(slug))
      ? sampleState(scope).then(({ hasSample }) => hasSample)
      : false,
  ]);
  const asked = [...navigation.map((item) => item.capability), ...commandCapabilities];
  const allowed = [...new Set(asked)].filter(can);
  const place = { slug: merchant.slug, name: merchant.name };
  return (
    <div className="lg:grid lg:grid-cols-[232px_minmax(0,1fr)]">
      <a
        href="#main"
        className="sr-only z-50 rounded-md bg-raised px-4 py-2 text-sm font-semibold shadow-e3 focus:not-sr-only focus:fixed focus:top-3 focus:left-3"
      >
        {t("skipToContent")}
      </a>
      <div className="sticky top-0 hidden h-dvh border-r border-border bg-surface lg:block">
        <ConsoleNav merchant={place} allowed={allowed} />
      </div>
      <div className="flex min-h-dvh min-w-0 flex-col">
        <Topbar
          merchant={place}
          staff={{ id: staff.id, name: staff.name, email: staff.email, role: staff.role }}
          stores={stores.map(({ id, name }) => ({ id, name }))}
          groupView={scope.storeIds === "all"}
          allowed={allowed}
          theme={theme}
        />
        <UndoActions />
        {isPreview ? (
          <PreviewBanner
            merchant={slug}
            role={staff.role}
            store={scope.storeIds === "all" ? null : (stores[0]?.name ?? null)}
          />
        ) : null}
        {isMixed ? <SampleRibbon merchant={slug} /> : null}
        <main
          id="main"
          tabIndex={-1}
          className="mx-auto w-full max-w-[1440px] flex-1 px-4 py-5 outline-none lg:px-6"
        >
          <PersonProvider id={staff.id}>
            <ContentLanguagesProvider
              main={exactLocale(merchant.locale) ?? "en"}
              others={merchant.otherLanguages}
            >
              {children}
            </ContentLanguagesProvider>
          </PersonProvider>
        </main>
      </div>
    </div>
  );
}

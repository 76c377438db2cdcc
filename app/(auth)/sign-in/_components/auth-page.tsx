import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { PlainCard } from "@/components/ui/plain";
import { PlainLanguage } from "@/components/ui/plain-language";
import { chooseLanguage } from "@/lib/members/actions";

type AuthPageProps = { title: string; text?: string; foot?: string; path: string; children: ReactNode };

/** One calm card under the product's name: how sign-in and its neighbours look. */
export function AuthPage({ title, text, foot, path, children }: AuthPageProps) {
  const t = useTranslations("common");
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-[420px] flex-col justify-center gap-6 px-4 py-10">
      <header className="flex items-center justify-between">
        <p className="flex items-center gap-2 text-lg font-[650] text-brand">
          <Mark />
          {t("appName")}
        </p>
        <PlainLanguage path={path} action={chooseLanguage} />
      </header>
      <main id="main">
        <PlainCard className="grid gap-5 p-6!">
          <div className="grid gap-1">
            <h1 className="text-xl font-[650]">{title}</h1>
            {text ? <p className="text-sm text-ink-2">{text}</p> : null}
          </div>
          {children}
        </PlainCard>
      </main>
      {foot ? <p className="text-center text-xs text-ink-2">{foot}</p> : null}
    </div>
  );
}

function Mark() {
  return (
    <svg width="24" height="24" viewBox="0 0 24 24" aria-hidden="true" className="fill-current">
      <path d="M4 5h16a2 2 0 0 1 2 2v2.6a2.4 2.4 0 0 0 0 4.8V17a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2v-2.6a2.4 2.4 0 0 0 0-4.8V7a2 2 0 0 1 2-2Zm5 3.5v1.6h1.6V8.500H9Zm0 5.400v1.6h1.6v-1.600H9Zm0-2.700v1.600h1.600v-1.600H9Z" />
    </svg>
  );
}

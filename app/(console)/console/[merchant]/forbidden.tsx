import { Lock } from "lucide-react";
import { getFormatter, getTranslations } from "next-intl/server";
import { RequestAccess } from "@/components/merchants/request-access";
import { ButtonLink } from "@/components/ui/button-link";
import { staffSession } from "@/lib/platform/auth/gates";
import { rolesWith } from "@/lib/platform/auth/permissions";
import { requestFacts } from "@/lib/platform/request";
import { pageCapability } from "./_components/page-capability";

/** Inside the frame: somebody of this merchant, on a page their role does not include. */
export default async function Forbidden() {
  const [t, words, format, session, { path }] = await Promise.all([
    getTranslations("common.forbidden"),
    getTranslations("common.roles"),
    getFormatter(),
    staffSession(),
    requestFacts(),
  ]);
  const capability = pageCapability(path);
  const roles = capability ? rolesWith(capability).map((role) => words(role)) : [];
  const slug = /^\/console\/([^/?]+)/.exec(path)?.[1];
  const home = /^\/console\/[^/]+(?:\/s\/[^/]+)?/.exec(path)?.[0] ?? "/console";
  return (
    <section className="mx-auto grid max-w-lg justify-items-center gap-3 py-20 text-center">
      <span
        aria-hidden="true"
        className="grid size-14 place-items-center rounded-full bg-brand-soft text-brand"
      >
        <Lock className="size-6" />
      </span>
      <h1 tabIndex={-1} className="text-xl font-[650]">
        {t("title")}
      </h1>
      <p className="text-sm text-ink-2">{t("text")}</p>
      {roles.length > 0 ? (
        <p className="text-sm text-ink">
          {t("roles", { roles: format.list(roles, { type: "disjunction" }) })}
        </p>
      ) : null}
      {session ? (
        <p className="text-sm text-ink-2">{t("signedInAs", { name: session.name, email: session.email })}</p>
      ) : null}
      <div className="mt-2 flex flex-wrap items-center justify-center gap-2">
        {capability && slug ? <RequestAccess place={{ merchant: slug }} capability={capability} /> : null}
        <ButtonLink href={home} variant="primary">
          {t("home")}
        </ButtonLink>
      </div>
    </section>
  );
}

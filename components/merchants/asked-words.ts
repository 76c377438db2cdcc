import type { useTranslations } from "next-intl";
import type { AccessRequestRow } from "@/lib/merchants/queries/staff";

type Words = {
  readonly t: ReturnType<typeof useTranslations<"home.attention">>;
  readonly may: ReturnType<typeof useTranslations<"staff.capabilities">>;
  readonly roles: ReturnType<typeof useTranslations<"common.roles">>;
};

/** Who asks to be allowed what, in a sentence. */
export function askedWords({ t, may, roles }: Words, { name, role, capability }: AccessRequestRow): string {
  const key = capability.replace(".", "_");
  return t("wants", { name, role: roles(role), what: may.has(key) ? may(key) : capability });
}

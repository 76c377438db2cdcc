import type { AbstractIntlMessages } from "use-intl/core";
import type { Locale } from "@/lib/platform/locale";
import { namespaces } from "@/messages/namespaces";

/** All words of a language, one entry per namespace; in and outside of Next. */
export async function loadMessages(locale: Locale): Promise<AbstractIntlMessages> {
  const entries = await Promise.all(
    namespaces.map(async (name) => {
      const file: { default: AbstractIntlMessages } = await import(`../../messages/${locale}/${name}.json`);
      return [name, file.default] as const;
    }),
  );
  return Object.fromEntries(entries);
}

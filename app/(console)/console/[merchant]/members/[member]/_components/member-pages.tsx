import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button-link";

type MemberPagesProps = { base: string; cursor: string | null; nextCursor: string | null };

/** The ways to a list's first and next page, where there is one. */
export function MemberPages({ base, cursor, nextCursor }: MemberPagesProps) {
  const t = useTranslations("members.vouchers");
  if (!cursor && !nextCursor) return null;
  return (
    <span className="flex justify-end gap-2">
      {cursor ? (
        <ButtonLink href={base} size="sm">
          {t("first")}
        </ButtonLink>
      ) : null}
      {nextCursor ? (
        <ButtonLink href={`${base}?${new URLSearchParams({ cursor: nextCursor })}`} size="sm">
          {t("next")}
        </ButtonLink>
      ) : null}
    </span>
  );
}

import { useTranslations } from "next-intl";

type MemberCellProps = {
  member: { readonly name: string | null; readonly nickname: string | null } | null;
  phone: string;
};

/** A member in a list of records: the name, and the phone as this reader may see it. */
export function MemberCell({ member, phone }: MemberCellProps) {
  const t = useTranslations("packs.records");
  const name = member ? (member.name ?? member.nickname ?? t("noName")) : t("noMember");
  return (
    <span className="grid">
      <span className="font-[550]">{name}</span>
      <span className="tabular text-xs font-normal text-ink-2">{phone}</span>
    </span>
  );
}

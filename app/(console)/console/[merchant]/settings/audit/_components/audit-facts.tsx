import { useTranslations } from "next-intl";
import { Link } from "@/components/ui/link";
import type { AuditRow } from "@/lib/merchants/queries/audit";
import type { AuditName } from "@/lib/merchants/queries/audit-names";
import { codeWords } from "./audit-words";

type ObjectNameProps = {
  row: AuditRow;
  name: AuditName | undefined;
  /** The page that shows it to this reader; null = none. */
  path: string | null;
};

/** What an entry is about: what it is and what it is called, leading to its page where it has one. */
export function ObjectName({ row, name, path }: ObjectNameProps) {
  const objects = useTranslations("audit.objects");
  const kind = codeWords(objects, row.objectType);
  if (!name) return kind;
  return (
    <span className="grid min-w-0 justify-items-start">
      {path ? (
        <Link href={path} className="text-brand wrap-anywhere hover:underline">
          {name.name}
        </Link>
      ) : (
        <span className="wrap-anywhere">{name.name}</span>
      )}
      <span className="text-xs font-normal text-ink-2">{kind}</span>
    </span>
  );
}

/** Who did it: by name where there is one. */
export function Who({ row }: { row: AuditRow }) {
  const t = useTranslations("audit.actors");
  if (row.staffName) return <span title={row.staffEmail ?? undefined}>{row.staffName}</span>;
  if (row.keyName) return t("key", { name: row.keyName });
  return t(row.actorType);
}

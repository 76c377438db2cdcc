import { useTranslations } from "next-intl";
import { consolePath } from "@/components/merchants/console-path";
import type { ActionPlace } from "@/components/ui/action-result";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import type { listStoreStaff } from "@/lib/merchants/queries/staff";

type StoreStaffProps = { place: ActionPlace; people: Awaited<ReturnType<typeof listStoreStaff>> };

/** Who works in this store and no other of which they are not told. */
export function StoreStaff({ place, people }: StoreStaffProps) {
  const t = useTranslations("stores.staff");
  const roles = useTranslations("common.roles");
  return (
    <Card
      title={t("title")}
      actions={
        <ButtonLink size="sm" href={consolePath(place, "settings", "staff", "invite")}>
          {t("invite")}
        </ButtonLink>
      }
    >
      {people.length === 0 ? <p className="text-sm text-ink-2">{t("nobody")}</p> : null}
      <ul className="grid gap-2 text-sm">
        {people.map(({ id, name, role }) => (
          <li key={id} className="flex flex-wrap justify-between gap-x-3">
            <Link
              href={consolePath(place, "settings", "staff", id)}
              className="min-w-0 wrap-anywhere text-ink underline decoration-border-strong underline-offset-3"
            >
              {name}
            </Link>
            <span className="text-ink-2">{roles(role)}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

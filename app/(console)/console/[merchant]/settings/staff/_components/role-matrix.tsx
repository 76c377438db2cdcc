import { Check, Minus, Store } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { type Capability, permissions, reachOf, twoFactorRoles } from "@/lib/platform/auth/permissions";
import { roles } from "@/lib/platform/auth/scope";

const capabilities = Object.keys(permissions) as Capability[];

/** Who may do what, made of the one table that decides it. */
export function RoleMatrix() {
  const t = useTranslations("staff.matrix");
  const words = useTranslations("common.roles");
  const about = useTranslations("staff.about");
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <Card title={t("rolesTitle")}>
        <dl className="grid gap-3 text-sm sm:grid-cols-2">
          {roles.map((role) => (
            <div key={role} className="grid gap-0.5">
              <dt className="font-semibold">{words(role)}</dt>
              <dd className="text-ink-2">
                {about(role)} {twoFactorRoles.includes(role) ? t("twoFactor") : null}
              </dd>
            </div>
          ))}
        </dl>
      </Card>
      <div className="sm:hidden">
        <Card title={t("caption")}>
          <dl className="grid gap-3 text-sm">
            {capabilities.map((capability) => (
              <NarrowRow key={capability} capability={capability} />
            ))}
          </dl>
        </Card>
      </div>
      <div className="data-table data-table--framed max-sm:hidden">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no pointer scrolls it with the arrow keys. */}
        <section className="data-table__scroll" aria-label={t("caption")} tabIndex={0}>
          <table className="role-matrix">
            <caption className="sr-only">{t("caption")}</caption>
            <thead>
              <tr>
                <th scope="col">{t("what")}</th>
                {roles.map((role) => (
                  <th key={role} scope="col">
                    {words(role)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {capabilities.map((capability) => (
                <MatrixRow key={capability} capability={capability} />
              ))}
            </tbody>
          </table>
        </section>
      </div>
    </div>
  );
}

/** On a narrow screen: what it is, and who may. */
function NarrowRow({ capability }: { capability: Capability }) {
  const t = useTranslations("staff.matrix");
  const words = useTranslations("common.roles");
  const may = useTranslations("staff.capabilities");
  const why = useTranslations("staff.explained");
  const format = useFormatter();
  const named = roles.flatMap((role) => {
    const reach = reachOf(role, capability);
    if (!reach) return [];
    return reach === "merchant" ? words(role) : t("withReach", { role: words(role), reach: t(reach) });
  });
  return (
    <div className="grid gap-0.5">
      <dt className="font-[550]">{may(capability.replace(".", "_"))}</dt>
      <dd className="text-xs text-ink-2">{why(capability.replace(".", "_"))}</dd>
      <dd className="text-ink-2">{format.list(named)}</dd>
    </div>
  );
}

function MatrixRow({ capability }: { capability: Capability }) {
  const t = useTranslations("staff.matrix");
  const may = useTranslations("staff.capabilities");
  const why = useTranslations("staff.explained");
  const name = capability.replace(".", "_");
  return (
    <tr>
      <th scope="row" className="text-left font-normal">
        <span className="text-sm text-ink">{may(name)}</span>
        {/* Beside it and not behind a pointer: there is none on a touch screen. */}
        <span className="block max-w-prose py-0.5 text-xs whitespace-normal text-ink-2">{why(name)}</span>
      </th>
      {roles.map((role) => {
        const reach = reachOf(role, capability);
        const Mark = reach === "merchant" ? Check : reach === "own_stores" ? Store : Minus;
        return (
          <td key={role}>
            <span className="inline-flex items-center gap-1.5 text-xs">
              <Mark
                aria-hidden="true"
                className={reach ? "size-4 shrink-0 text-success" : "size-4 shrink-0 text-ink-3"}
              />
              <span className={reach === "own_stores" ? "text-ink-2" : "sr-only"}>{t(reach ?? "no")}</span>
            </span>
          </td>
        );
      })}
    </tr>
  );
}

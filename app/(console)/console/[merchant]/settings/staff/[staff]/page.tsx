import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { consolePath } from "@/components/merchants/console-path";
import { PageHeader } from "@/components/ui/page-header";
import { StatusBadge } from "@/components/ui/status-badge";
import { listFrameStores } from "@/lib/merchants/queries";
import { getStaff } from "@/lib/merchants/queries/staff";
import { postRevision } from "@/lib/merchants/schema";
import { staffGate } from "@/lib/platform/auth/gates";
import { lastChange } from "@/lib/workspace/queries";
import { PostForm } from "../_components/post-form";
import { StaffAside } from "../_components/staff-aside";
import { StaffMenu } from "../_components/staff-menu";

type Props = { params: Promise<{ merchant: string; staff: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { merchant, staff } = await params;
  const { scope } = await staffGate({ merchant }, "staff.manage");
  return { title: (await getStaff(scope, staff))?.name };
}

export default async function StaffMemberPage({ params }: Props) {
  const { merchant: slug, staff: staffId } = await params;
  const place = { merchant: slug };
  const { scope, merchant, staff } = await staffGate(place, "staff.manage");
  const [t, person, stores, change] = await Promise.all([
    getTranslations("staff"),
    getStaff(scope, staffId),
    listFrameStores(scope),
    lastChange(scope, "staff", staffId, ["staff.change"]),
  ]);
  if (!person) notFound();
  const isSelf = person.id === staff.id;
  const { role } = person;
  const revision = postRevision({ role, storeIds: person.stores.map(({ id }) => id) });
  // Where a store closed there is nothing to do for anybody: it is not offered, and goes with the next save.
  const post = { role, storeIds: person.stores.filter(({ isOpen }) => isOpen).map(({ id }) => id) };
  return (
    <>
      <PageHeader
        title={person.name}
        badge={
          <StatusBadge
            status={person.deactivatedAt ? "archived" : "active"}
            label={t(person.deactivatedAt ? "list.deactivated" : "list.active")}
          />
        }
        meta={person.email}
        back={{ href: consolePath(place, "settings", "staff"), label: t("title") }}
        actions={<StaffMenu place={place} person={person} isSelf={isSelf} withLink={false} />}
      />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 lg:grid-cols-[minmax(0,720px)_320px]">
        <PostForm {...{ place, staffId, post, revision, stores, isSelf, change }} />
        <StaffAside place={place} person={person} timeZone={merchant.timeZone} />
      </div>
    </>
  );
}

import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/ui/page-header";
import { listChannels } from "@/lib/links/queries/channels";
import { staffGate } from "@/lib/platform/auth/gates";
import { AddChannel } from "./_components/channel-dialog";
import { ChannelList } from "./_components/channel-list";

type Props = { params: Promise<{ merchant: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("links.settings");
  return { title: t("title") };
}

/** C-51: the channels used in Promote. */
export default async function ChannelsPage({ params }: Props) {
  const place = await params;
  const { scope } = await staffGate(place, "link.write");
  const [t, channels] = await Promise.all([getTranslations("links.settings"), listChannels(scope)]);
  return (
    <>
      <PageHeader title={t("title")} meta={t("meta")} actions={<AddChannel place={place} />} />
      <ChannelList place={place} channels={channels} />
    </>
  );
}

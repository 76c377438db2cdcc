import type { Metadata } from "next";
import type { ReactNode } from "react";
import { frameStore } from "@/lib/merchants/queries";
import { staffGate } from "@/lib/platform/auth/gates";

type StoreViewProps = { params: Promise<{ merchant: string; store: string }>; children: ReactNode };

export async function generateMetadata({ params }: StoreViewProps): Promise<Metadata> {
  const { merchant: slug, store } = await params;
  const { merchant, scope } = await staffGate({ merchant: slug, store }, "console.enter");
  const name = (await frameStore(scope, store))?.name ?? "";
  const place = `${name} · ${merchant.name}`;
  return { title: { default: place, template: `%s · ${place}` } };
}

export default async function StoreView({ params, children }: StoreViewProps) {
  const { merchant, store } = await params;
  await staffGate({ merchant, store }, "console.enter");
  return children;
}

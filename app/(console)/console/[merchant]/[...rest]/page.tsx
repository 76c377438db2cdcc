import { notFound } from "next/navigation";
import { staffGate } from "@/lib/platform/auth/gates";

type Props = { params: Promise<{ merchant: string; rest: string[] }> };

/** Every address of a merchant's console that no screen has: not found, but inside the frame, for whoever works here. */
export default async function NowherePage({ params }: Props) {
  const { merchant } = await params;
  await staffGate({ merchant }, "console.enter");
  notFound();
}

import { SkeletonTable } from "@/components/ui/skeleton";

export default function Loading() {
  return <SkeletonTable columns={8} />;
}

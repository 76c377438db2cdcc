"use client";

import { useEffect, useState } from "react";
import type { ActionPlace } from "@/components/ui/action-result";
import { loadAudience } from "@/lib/members/actions";

/** All tags of the merchant; null = they are on their way. */
export function useTags({ merchant, store }: ActionPlace) {
  const [tags, setTags] = useState<{ id: string; name: string }[] | null>(null);
  useEffect(() => {
    let current = true;
    void loadAudience({ merchant, store, input: { memberIds: [] } }).then(
      (result) => current && setTags(result.ok ? result.value.tags : []),
      () => current && setTags([]),
    );
    return () => {
      current = false;
    };
  }, [merchant, store]);
  return tags;
}

"use client";

import { useEffect, useState } from "react";
import { type Page, shownImageIds } from "@/lib/activities/schema/page";
import { type ImageRef, imagePath } from "@/lib/kernel/image";

/** The width most phones fetch a picture of the page's column in. */
const WIDTH = 960;
const known = new Map<string, Promise<number>>();

async function bytesOf(id: string): Promise<number> {
  const answer = await fetch(imagePath(id, WIDTH));
  if (!answer.ok) throw new Error("no picture");
  return (await answer.blob()).size;
}

/** How many bytes of pictures a phone fetches for the page, its hero with them; null where it cannot be told. */
export function usePageWeight(page: Page, hero: ImageRef | null): number | null {
  const [bytes, setBytes] = useState<number | null>(0);
  const ids = [...new Set(shownImageIds(page, hero))].join();
  useEffect(() => {
    let isHere = true;
    const each = ids === "" ? [] : ids.split(",");
    const asked = each.map((id) => {
      const found = known.get(id) ?? bytesOf(id);
      known.set(id, found);
      found.catch(() => known.delete(id));
      return found;
    });
    Promise.all(asked).then(
      (sizes) => {
        if (isHere) setBytes(sizes.reduce((sum, size) => sum + size, 0));
      },
      () => {
        if (isHere) setBytes(null);
      },
    );
    return () => {
      isHere = false;
    };
  }, [ids]);
  return bytes;
}

import { headers } from "next/headers";
import type { ReactNode } from "react";
import { pageStyle } from "@/lib/activities/rules/page-theme";
import type { Page } from "@/lib/activities/schema/page";

type DecoratedPartProps = { page: Page; brand: string | null; children: ReactNode };

/** What belongs to an activity's page and looks as it does: its style, and room for its parts. */
export async function DecoratedPart({ page, brand, children }: DecoratedPartProps) {
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    <>
      <style nonce={nonce}>{pageStyle(page, brand)}</style>
      <div className="pg" data-ticket={page.theme.ticketStyle}>
        {children}
      </div>
    </>
  );
}

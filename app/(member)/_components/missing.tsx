import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { ComponentType, ReactNode } from "react";
import NotFound from "@/app/(member)/not-found";
import { requestFacts } from "@/lib/platform/request";
import { answerWithStatus } from "@/lib/platform/response-status";

const isNotFound = (error: unknown) =>
  error instanceof Error && "digest" in error && error.digest === "NEXT_HTTP_ERROR_FALLBACK;404";

/**
 * A page that says itself that there is nothing here, with status 404: Next's own answer to `notFound()` is an empty
 * document that only scripts fill.
 */
export function orMissing<P>(
  page: (props: P) => Promise<ReactNode>,
  Missing: ComponentType = NotFound,
): (props: P) => Promise<ReactNode> {
  return async (props) => {
    try {
      return await page(props);
    } catch (error) {
      if (!isNotFound(error)) throw error;
      answerWithStatus((await requestFacts()).requestId, 404);
      return <Missing />;
    }
  };
}

/** The head that goes with it. */
export function orMissingHead<P>(head: (props: P) => Promise<Metadata>): (props: P) => Promise<Metadata> {
  return async (props) => {
    try {
      return await head(props);
    } catch (error) {
      if (!isNotFound(error)) throw error;
      const t = await getTranslations("common.notFound");
      return { title: t("title"), robots: { index: false } };
    }
  };
}

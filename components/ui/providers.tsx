"use client";

import "./no-eval";
import { usePathname, useRouter } from "next/navigation";
import { type AbstractIntlMessages, NextIntlClientProvider } from "next-intl";
import { type ReactNode, useEffect, useRef } from "react";
import { I18nProvider, RouterProvider } from "react-aria-components";
import { asRoute } from "./link";
import { ToastRegion } from "./toast";

type ProvidersProps = { locale: string; now: Date; messages: AbstractIntlMessages; children: ReactNode };

/** What every client component of the console stands on: words, locale, client navigation and toasts. */
export function Providers({ locale, now, messages, children }: ProvidersProps) {
  const router = useRouter();
  return (
    <NextIntlClientProvider locale={locale} messages={messages} now={now} timeZone="UTC">
      <I18nProvider locale={locale}>
        <RouterProvider navigate={(path) => router.push(asRoute(path))}>
          {children}
          <ToastRegion />
          <FocusHeading />
        </RouterProvider>
      </I18nProvider>
    </NextIntlClientProvider>
  );
}

/** After a client navigation to another page the focus goes to its h1, so that it is read out. */
function FocusHeading() {
  const pathname = usePathname();
  const known = useRef(pathname);
  useEffect(() => {
    if (known.current === pathname) return;
    known.current = pathname;
    const frame = requestAnimationFrame(() => {
      const heading = document.querySelector("main h1");
      if (heading instanceof HTMLElement) heading.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
  }, [pathname]);
  return null;
}

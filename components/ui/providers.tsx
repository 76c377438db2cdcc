"use client";

import "./no-eval";
import { usePathname } from "next/navigation";
import { type AbstractIntlMessages, NextIntlClientProvider } from "next-intl";
import { type ReactNode, useEffect, useRef } from "react";
import { I18nProvider, RouterProvider } from "react-aria-components";
import { noteReturn } from "./list-return";
import { NavigationProvider, useNavigation } from "./navigation";
import { ToastRegion } from "./toast";

type ProvidersProps = { locale: string; now: Date; messages: AbstractIntlMessages; children: ReactNode };

/** What every client component of the console stands on: words, locale, client navigation and toasts. */
export function Providers({ locale, now, messages, children }: ProvidersProps) {
  return (
    <NextIntlClientProvider locale={locale} messages={messages} now={now} timeZone="UTC">
      <I18nProvider locale={locale}>
        <NavigationProvider>
          <Routes>
            {children}
            <ToastRegion />
            <FocusHeading />
          </Routes>
        </NavigationProvider>
      </I18nProvider>
    </NextIntlClientProvider>
  );
}

/** Menus and lists lead on as links do; where only what is shown changes, the page stays where it is. */
function Routes({ children }: { children: ReactNode }) {
  const { go } = useNavigation();
  useEffect(() => {
    window.addEventListener("popstate", noteReturn);
    return () => window.removeEventListener("popstate", noteReturn);
  }, []);
  const navigate = (path: string) => {
    const { pathname } = new URL(path, location.href);
    go(path, { scroll: pathname !== location.pathname });
  };
  return <RouterProvider navigate={navigate}>{children}</RouterProvider>;
}

/** After a client navigation to another page the focus goes to its h1, so that it is read out, unless a field there has it by then. */
function FocusHeading() {
  const pathname = usePathname();
  const known = useRef(pathname);
  useEffect(() => {
    if (known.current === pathname) return;
    known.current = pathname;
    const frame = requestAnimationFrame(() => {
      if (document.activeElement?.matches("main :is(input, textarea, select)")) return;
      const heading = document.querySelector("main h1");
      if (heading instanceof HTMLElement) heading.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
  }, [pathname]);
  return null;
}

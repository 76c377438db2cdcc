/** What browsers tell that can put a site on the home screen; the standard has no type for it. */
type InstallEvent = Event & { prompt(): Promise<unknown> };

let kept: InstallEvent | null = null;
const hearers = new Set<() => void>();

function keep(event: InstallEvent | null): void {
  kept = event;
  for (const tell of hearers) tell();
}

const isInstallEvent = (event: Event): event is InstallEvent => "prompt" in event;

/** Keeps the browser's own offer back: members are asked in their wallet, once it holds something (install-offer.tsx). */
export function listenForInstall(): () => void {
  const offered = (event: Event) => {
    event.preventDefault();
    if (isInstallEvent(event)) keep(event);
  };
  const done = () => keep(null);
  window.addEventListener("beforeinstallprompt", offered);
  window.addEventListener("appinstalled", done);
  return () => {
    window.removeEventListener("beforeinstallprompt", offered);
    window.removeEventListener("appinstalled", done);
  };
}

export const hearInstall = (tell: () => void): (() => void) => {
  hearers.add(tell);
  return () => hearers.delete(tell);
};

export const canInstall = (): boolean => kept !== null;

/** Has the browser ask; it may do so once for each of its offers. */
export function install(): void {
  void kept?.prompt().catch(() => undefined);
  keep(null);
}

/** Whether a way back is taken that somebody agreed to: the next one is let through. */
let isLeaving = false;

/**
 * Asks before Back and Forward where a browser tells of them only when they are done: the page's own entry is put in front
 * again before the router hears of it, so that one step back from there is where they led to.
 */
export function onPopstate(ask: (leave: () => void) => void, signal: AbortSignal): void {
  let here = { state: history.state as unknown, href: location.href };
  const note = () => {
    here = { state: history.state, href: location.href };
  };
  // The address of a form changes when its draft is first kept; whoever types or presses afterwards is at the new one.
  for (const type of ["keydown", "pointerdown"]) {
    document.addEventListener(type, note, { capture: true, signal });
  }
  window.addEventListener(
    "popstate",
    (event) => {
      if (isLeaving) {
        isLeaving = false;
        return;
      }
      const { pathname, search } = new URL(here.href);
      if (pathname === location.pathname && search === location.search) return;
      event.stopImmediatePropagation();
      history.pushState(here.state, "", here.href);
      ask(() => {
        isLeaving = true;
        history.back();
      });
    },
    { capture: true, signal },
  );
}

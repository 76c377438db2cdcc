const overlays = "[role=dialog], [role=alertdialog], [role=menu], [role=listbox]";

/** Whether a dialog, menu or list is open: keys are its own then. A toast is none of them, whatever its role. */
export function isOverlayOpen(): boolean {
  return [...document.querySelectorAll(overlays)].some((one) => !one.closest("[data-slot^=toast]"));
}

/** Whether a key is part of what somebody writes or of something that is open, so that it is no shortcut (WCAG 2.1.4). */
export function isTyping(event: KeyboardEvent): boolean {
  if (event.isComposing || event.defaultPrevented) return true;
  const target = event.composedPath()[0];
  const field = "input, textarea, select, [contenteditable]:not([contenteditable=false])";
  if (target instanceof HTMLInputElement && ["checkbox", "radio", "button"].includes(target.type)) {
    return isOverlayOpen();
  }
  return (target instanceof Element && target.closest(field) !== null) || isOverlayOpen();
}

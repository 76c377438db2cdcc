/** Whether shortcuts of a single key are on in this browser; the server writes it into the page before it paints. */
export function singleKeysOn(): boolean {
  return document.documentElement.dataset.keys !== "off";
}

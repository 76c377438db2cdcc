const FLASH_MS = 1000;

/** Shows for a second which row of a list was just changed, to who was looking elsewhere. */
export function flashRow(id: string): void {
  const row = document.querySelector<HTMLTableRowElement>(`tr[data-id="${CSS.escape(id)}"]`);
  for (const cell of row?.cells ?? []) {
    cell.animate([{ backgroundColor: "var(--brand-soft)", offset: 0 }], FLASH_MS);
  }
}

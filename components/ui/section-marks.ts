export type SectionMark = "wrong" | "done";
export type SectionMarks = Readonly<Record<string, SectionMark>>;

type Section = {
  readonly id: string;
  /** The names of its fields that are on the page. */
  readonly fields: readonly string[];
  /** Whether one of them is shown as wrong. */
  readonly isWrong: boolean;
};

const within = (path: string, field: string) => path === field || path.startsWith(`${field}.`);

/**
 * How each section stands: wrong where a field of it is shown as such, done where nothing of it is missing, and unmarked
 * while it is still to be filled in. `unfinished` = the paths that could not be saved as they are.
 */
export function marksOf(sections: readonly Section[], unfinished: readonly string[]): SectionMarks {
  const marks: Record<string, SectionMark> = {};
  for (const { id, fields, isWrong } of sections) {
    const isMissing = fields.some((field) =>
      unfinished.some((path) => within(path, field) || within(field, path)),
    );
    if (isWrong) marks[id] = "wrong";
    else if (!isMissing) marks[id] = "done";
  }
  return marks;
}

const PAUSE_MS = 250;

/** Tells how the sections of the form stand, now and whenever it changes, until what it gives is called. */
export function watchMarks(
  ids: readonly string[],
  unfinished: () => Promise<readonly string[]>,
  tell: (marks: SectionMarks) => void,
): () => void {
  let timer: ReturnType<typeof setTimeout>;
  let isOver = false;
  const look = async () => {
    const missing = await unfinished();
    if (isOver) return;
    const sections = ids.map((id) => {
      const section = document.getElementById(id);
      const fields = [...(section?.querySelectorAll('[id^="field-"]') ?? [])];
      const isWrong = section?.querySelector('[data-invalid="true"]') != null;
      return { id, fields: fields.map((field) => field.id.slice("field-".length)), isWrong };
    });
    tell(marksOf(sections, missing));
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void look(), PAUSE_MS);
  };
  const observer = new MutationObserver(later);
  for (const id of ids) {
    const section = document.getElementById(id);
    if (!section) continue;
    observer.observe(section, {
      ...{ subtree: true, childList: true, characterData: true },
      ...{ attributes: true, attributeFilter: ["data-invalid", "data-selected"] },
    });
  }
  document.addEventListener("input", later);
  later();
  return () => {
    isOver = true;
    clearTimeout(timer);
    observer.disconnect();
    document.removeEventListener("input", later);
  };
}

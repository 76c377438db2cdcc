import { useTranslations } from "next-intl";

type Answer = { readonly responseStatus: number | null; readonly error: string | null };

/** What an attempt came to in words: the status that was answered, or why there was no answer. */
export function useAnswerWords(): (answer: Answer) => string {
  const t = useTranslations("webhooks.log");
  const errors = useTranslations("webhooks.delivery.errors");
  return ({ responseStatus, error }) => {
    if (responseStatus !== null) return String(responseStatus);
    if (error === null) return "–";
    return errors.has(error) ? errors(error) : t("noAnswer");
  };
}

/** An event type in words where there are some, else as it is. */
export function useEventWords(): (type: string) => string {
  const t = useTranslations("webhooks.events");
  return (type) => {
    const key = type.replace(".", "_");
    return t.has(key) ? t(key) : type;
  };
}

import { PlainLink } from "@/components/ui/plain";

/** A message as it was sent, with its links to follow. */
export function MessageBody({ text }: { text: string }) {
  const parts = text.split(/(https?:\/\/\S+)/);
  return (
    <p className="whitespace-pre-line">
      {parts.map((part) =>
        part.startsWith("http") ? (
          <PlainLink key={part} href={part}>
            {part}
          </PlainLink>
        ) : (
          part
        ),
      )}
    </p>
  );
}

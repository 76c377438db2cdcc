"use client";

import dynamic from "next/dynamic";
import { useRef } from "react";
import { get, useFormContext } from "react-hook-form";
import type { ImageFieldProps } from "@/components/images/image-field";
import { useBoundField } from "@/components/ui/form-fields";
import { useNear } from "@/components/ui/use-near";

const ImageField = dynamic(() => import("@/components/images/image-field").then((part) => part.ImageField), {
  ssr: false,
});

type FormImageProps = Pick<
  ImageFieldProps,
  "label" | "help" | "place" | "shape" | "shapes" | "isRequired" | "isDisabled"
> & {
  name: string;
};

/**
 * An image of a form, by the name of its field: `{ id, alt }`, or null. Its room is kept before it is fetched, so that what
 * stands below it does not move under a pointer.
 */
export function FormImage({ name, ...props }: FormImageProps) {
  const { field, error, pending } = useBoundField(name, props.label);
  const { formState } = useFormContext();
  const altError: unknown = get(formState.errors, `${name}.alt.message`);
  const box = useRef<HTMLDivElement>(null);
  const isNear = useNear(box);
  return (
    <div ref={box} id={`field-${name}`} className="min-h-60 min-w-0 scroll-mt-20">
      {isNear ? null : <span className="text-sm font-[550] text-ink">{props.label}</span>}
      {isNear ? (
        <ImageField
          {...props}
          isDisabled={props.isDisabled || pending}
          value={field.value ?? null}
          onChange={field.onChange}
          onBlur={field.onBlur}
          inputRef={field.ref}
          error={error}
          altError={typeof altError === "string" ? altError : undefined}
          altId={`field-${name}.alt`}
        />
      ) : null}
    </div>
  );
}

"use client";

import { useTranslations } from "next-intl";
import { useEffect, useId, useState } from "react";
import Cropper, { type Area } from "react-easy-crop";
import "react-easy-crop/react-easy-crop.css";
import { type ImageShape, imageShapes } from "@/components/images/image-shapes";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { RadioGroup } from "@/components/ui/radio-group";
import type { ImageCrop } from "@/lib/kernel/image";

type CropDialogProps = {
  file: File;
  shape: ImageShape;
  shapes?: readonly ImageShape[];
  onCrop: (crop: ImageCrop) => void;
  onClose: () => void;
};

const share = (percent: number) => Math.min(1, Math.max(0, percent / 100));

/** Chooses the part of an image that is kept: dragged, pinched, or moved by the arrow keys and the slider. */
export function CropDialog({ file, shape, shapes = [], onCrop, onClose }: CropDialogProps) {
  const t = useTranslations("images");
  const slider = useId();
  const source = useFileAddress(file);
  const [position, setPosition] = useState({ x: 0, y: 0 });
  const [zoom, setZoom] = useState(1);
  const [cut, setCut] = useState(shape);
  const [area, setArea] = useState<Area | null>(null);
  const done = () => {
    if (!area) return;
    const { x, y, width, height } = area;
    onCrop({ x: share(x), y: share(y), width: share(width), height: share(height) });
  };
  return (
    <Dialog
      title={t("cropTitle")}
      isOpen
      onOpenChange={(open) => (open ? undefined : onClose())}
      footer={
        <>
          <Button onPress={onClose}>{t("cancel")}</Button>
          <Button variant="primary" onPress={done} isDisabled={!area}>
            {t("use")}
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        <p className="text-ink-2">{t("cropHelp")}</p>
        {shapes.length > 1 ? (
          <RadioGroup
            label={t("shape")}
            variant="segments"
            value={cut}
            onChange={(chosen) => setCut(shapes.find((one) => one === chosen) ?? shape)}
            options={shapes.map((value) => ({ value, label: t(`shapes.${value}`) }))}
          />
        ) : null}
        <div className="relative h-72 overflow-hidden rounded-lg bg-sunken">
          {source ? (
            <Cropper
              image={source}
              crop={position}
              zoom={zoom}
              maxZoom={4}
              keyboardStep={4}
              aspect={imageShapes[cut] ?? 1}
              onCropChange={setPosition}
              onZoomChange={setZoom}
              onCropComplete={setArea}
              disableAutomaticStylesInjection
              cropperProps={{ "aria-label": t("cropArea") }}
            />
          ) : null}
        </div>
        <label htmlFor={slider} className="grid gap-1 text-sm font-[550]">
          {t("zoom")}
          <input
            id={slider}
            type="range"
            min={1}
            max={4}
            step={0.05}
            value={zoom}
            onChange={(event) => setZoom(Number(event.target.value))}
            className="accent-brand"
          />
        </label>
      </div>
    </Dialog>
  );
}

/** An address by which the browser shows a file that it has not sent; given back when it is no longer shown. */
function useFileAddress(file: File): string | null {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    const made = URL.createObjectURL(file);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return address;
}

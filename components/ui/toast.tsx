"use client";

import { toast as heroToast, Toast } from "@heroui/react";

export const toast = {
  success: (text: string) => heroToast.success(text, { timeout: 6000 }),
  info: (text: string) => heroToast(text, { timeout: 6000 }),
  danger: (text: string) => heroToast.danger(text, { timeout: 12_000 }),
};

export function ToastRegion() {
  return <Toast.Provider placement="top" width={380} />;
}

"use client";

import { Dropdown, Separator } from "@heroui/react";
import { Ellipsis } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "./button";
import type { ButtonSize, ButtonVariant } from "./button-variants";
import { cx } from "./class-names";

export type ActionMenuItem = {
  key: string;
  label: string;
  href?: string;
  onAction?: () => void;
  danger?: boolean;
  icon?: ReactNode;
  /** Why the item cannot be used now; it stays in the menu and says so. */
  disabledReason?: string;
};

type ActionMenuProps = {
  label: string;
  items: readonly ActionMenuItem[];
  trigger?: "dots" | ReactNode;
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** The key that opens it. */
  shortcut?: string;
};

export function ActionMenu(props: ActionMenuProps) {
  const { label, items, trigger = "dots", variant, size = "sm", shortcut } = props;
  const dots = trigger === "dots";
  return (
    <Dropdown>
      <Button
        variant={variant ?? (dots ? "ghost" : "secondary")}
        size={dots ? "sm" : size}
        iconOnly={dots}
        aria-label={dots ? label : undefined}
        data-key={shortcut?.toLowerCase()}
        aria-keyshortcuts={shortcut}
      >
        {dots ? <Ellipsis aria-hidden="true" /> : trigger}
      </Button>
      <Dropdown.Popover placement="bottom end" className="min-w-44">
        <Dropdown.Menu
          aria-label={label}
          disabledKeys={items.filter((i) => i.disabledReason).map((i) => i.key)}
        >
          {items.map((item) => (
            <Dropdown.Item
              key={item.key}
              id={item.key}
              textValue={item.label}
              href={item.href}
              onAction={item.onAction}
            >
              <MenuItemContent item={item} />
            </Dropdown.Item>
          ))}
        </Dropdown.Menu>
      </Dropdown.Popover>
    </Dropdown>
  );
}

function MenuItemContent({ item }: { item: ActionMenuItem }) {
  return (
    <span className={cx("flex items-center gap-2 text-sm", item.danger && "text-danger")}>
      {item.icon}
      <span className="grid">
        <span>{item.label}</span>
        {item.disabledReason ? <span className="text-xs text-ink-2">{item.disabledReason}</span> : null}
      </span>
    </span>
  );
}

export { Separator as MenuSeparator };

/*
 * Stands for the popover of Puck's rich-text menu in what browsers are sent (next.config.ts). The editor has fields of its
 * own and draws none of Puck's; the library behind that popover would be a twentieth of the editor's script.
 */
const Nothing = (): null => null;

export { Nothing as Popover, Nothing as PopoverContent, Nothing as PopoverPortal, Nothing as PopoverTrigger };

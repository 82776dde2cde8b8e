/** What VS Code makes of the plain texts that it is given. */
import { shortened, visible } from "./visible";

const mostShown = 1000;

/** A row, a title, a diagnostic: no markup, and on one line. */
export function plainText(text: string): string {
  return visible(shortened(text, mostShown));
}

/** Items of a list to pick from, the lines above code and the status bar draw `$(name)` as an icon. */
export function label(text: string): string {
  return plainText(text).replaceAll("$(", "\\$(");
}

/** Notifications, dialogs and prompts make links of `[words](address)`, also of commands, which a click runs. */
export function notice(text: string): string {
  return plainText(text).replaceAll("](", "] (");
}

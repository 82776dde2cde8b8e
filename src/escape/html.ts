/** HTML as values (WHATWG HTML, "Serialising": text and quoted attributes). Made without a browser: there is no script to be safe in. */
import { Escaped, tagOf } from "./escaped";
import { shortened, visibleLines } from "./visible";

export type Html = Escaped<"html">;

/** Longer values are no names: a table of many of them would be more than a browser shows. */
const mostShown = 20_000;

/** `html`<p>${text}</p>``: what is put in is text, or the value of an attribute in quotes. It begins no line: a log that has the report in it reads commands there. */
export const html = tagOf<"html">((text) =>
  visibleLines(shortened(text, mostShown)).replace(/[&<>"'`\r\n]/g, (sign) => `&#${sign.charCodeAt(0)};`),
);

/** Ours as it stands, such as a style sheet. */
export function ownHtml(text: string): Html {
  return new Escaped(text);
}

/** An address that may be followed: any other than `https:` leads nowhere, for `javascript:` and `data:` run what they say. */
export function address(url: string): string {
  return /^https:\/\/[\w.-]+(?:[/?#]|$)/i.test(url) ? url : "about:blank#blocked";
}

/** XML 1.0 as values: text, and attributes in quotes. What no XML may hold (section 2.2) is shown as JSON writes it. */
import { type Escaped, tagOf } from "./escaped";
import { visibleLines } from "./visible";

export type Xml = Escaped<"xml">;

/** `xml`<a b="${value}">${text}</a>``: what is put in is text. It begins no line, for a log that has the report in it reads commands there. */
export const xml = tagOf<"xml">((text) =>
  visibleLines(text)
    .replace(/[\p{Cs}\ufffe\uffff]/gu, "\ufffd")
    .replace(/[&<>"'\t\r\n]|(?<=#)#(?=(?:vso)?\[)/g, (sign) => `&#${sign.charCodeAt(0)};`),
);

import { createRequire } from "node:module";

const require = createRequire(__filename);
const sax = require("sax") as { parser(strict: boolean): SaxParser };

interface SaxParser {
  onerror: (error: Error) => void;
  onopentag: (tag: { readonly name: string; readonly attributes: Readonly<Record<string, string>> }) => void;
  ontext: (text: string) => void;
  write(text: string): SaxParser;
  close(): void;
}

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** The text that follows before the next element. */
  text: string;
}

/** The elements of a document in its order; throws where it is not well-formed. */
export function xmlElements(text: string): XmlElement[] {
  // What no document may hold (XML 1.0, section 2.2), which this reader lets pass.

  const forbidden =
    /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|&#(?:x0*(?:[0-8bcef]|1[\da-f])|0*(?:[0-8]|1[124-9]|2\d|3[01]));/i.exec(
      text,
    );
  if (forbidden) throw new Error(`not XML: ${JSON.stringify(forbidden[0])}`);
  const elements: XmlElement[] = [];
  const parser = sax.parser(true);
  parser.onerror = (error) => {
    throw error;
  };
  parser.onopentag = ({ name, attributes }) => elements.push({ name, attributes, text: "" });
  parser.ontext = (some) => {
    const last = elements.at(-1);
    if (last) last.text += some;
  };
  parser.write(text).close();
  return elements;
}

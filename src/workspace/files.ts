/** Reading the files to check. */
import { isAscii, isUtf8 } from "node:buffer";
import { closeSync, constants, fstatSync, openSync, readSync, realpathSync, statSync } from "node:fs";
import { stat } from "node:fs/promises";
import { isAbsolute, join } from "node:path";

import { isWithin } from "./within";

/** Files above this many bytes are left out of a folder walk, and named (shared/CLI.md). */
export const walkSizeLimit = 2 * 1024 * 1024;

/** No text of more bytes than this can be short enough to be analysed, whatever its encoding: it is not read. */
export const readSizeLimit = 4 * walkSizeLimit;

export interface ReadText {
  readonly text: string;
  readonly bytes: number;
  /** What is wrong with the bytes, and the offset in `text` where it begins; the text is still checked. */
  readonly damage: { readonly message: string; readonly offset: number } | null;
}

/** Of what is too large `begins` says what its first bytes are. */
export type Unread =
  | { readonly unread: "binary"; readonly bytes: number }
  | { readonly unread: "large"; readonly bytes: number; readonly begins: "text" | "binary" };

/** What a file is: a text, or why it is not read as one. */
export type FileContent = ReadText | Unread;

/** One for all files: most are small, and reading is most of the work where nothing is found. */
const shared = Buffer.allocUnsafeSlow(walkSizeLimit + 1);

/** A text of which nobody needs more than how long it is. */
export interface PassedOver {
  readonly passedOver: true;
  readonly bytes: number;
}

/** Reads a file of at most `limit` bytes. Throws as `openSync` does, and for what is no regular file, such as a pipe. */
export function readContent(path: string, limit = readSizeLimit): FileContent {
  return readAs(path, limit, (buffer, length) => contentOf(buffer.subarray(0, length)));
}

/** The same; a valid text of UTF-8 in which `matters` finds nothing is passed over, and never becomes a string. */
export function readWhatMatters(
  path: string,
  limit: number,
  matters: (text: Uint8Array, length: number) => boolean,
): FileContent | PassedOver {
  return readAs(path, limit, (buffer, length) => {
    const bytes = buffer.subarray(0, length);
    const isPlain = !bytes.subarray(0, headSize).includes(0) && isUtf8(bytes);
    return isPlain && !matters(buffer, length) ? { passedOver: true, bytes: length } : contentOf(bytes);
  });
}

function readAs<Read>(path: string, limit: number, read: (buffer: Buffer, length: number) => Read): Read | Unread {
  // A pipe would be waited for.
  const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stats = fstatSync(file);
    if (stats.isDirectory()) throw new Error("it is a folder");
    if (!stats.isFile()) throw new Error("it is a pipe or a device");
    if (stats.size > limit) {
      const head = readFully(file, shared.subarray(0, headSize), headSize);
      return tooLarge(stats.size, shared.subarray(0, head));
    }
    // What the kernel makes up, as in /proc, says it has no bytes.
    const buffer = stats.size < shared.length ? shared : Buffer.allocUnsafe(stats.size + 1);
    const length = readFully(file, buffer, stats.size);
    if (length > limit) return tooLarge(length, buffer.subarray(0, headSize));
    return read(buffer, length);
  } finally {
    closeSync(file);
  }
}

/** How many bytes were read: until the file ends or the buffer is full, or `expected` bytes have come in one go. */
function readFully(file: number, buffer: Uint8Array, expected: number): number {
  let length = 0;
  for (;;) {
    const read = readSync(file, buffer, length, buffer.length - length, null);
    length += read;
    if (read === 0 || length === buffer.length || (length === expected && expected > 0)) return length;
  }
}

/** @param head its first bytes, empty where nobody knows them: then it may be a text */
export function tooLarge(bytes: number, head: Uint8Array): Unread {
  return { unread: "large", bytes, begins: "unread" in contentOf(head) ? "binary" : "text" };
}

/** What the bytes of a file, or of standard input, are. */
export function contentOf(bytes: Uint8Array): FileContent {
  if (bytes.length > readSizeLimit) return tooLarge(bytes.length, bytes.subarray(0, headSize));
  const encoding = utf16(bytes);
  const read = encoding === null && bytes.subarray(0, headSize).includes(0) ? null : decode(bytes, encoding ?? "utf-8");
  return read && !(read.damage && encoding === null && looksBinary(bytes))
    ? read
    : { unread: "binary", bytes: bytes.length };
}

/** As much as git looks at for a zero byte, which tells it a binary file. */
const headSize = 8000;

/** Of bytes that are no UTF-8: a PDF, or what has characters that no text has, whatever its encoding (those that `file` takes for text). */
function looksBinary(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, headSize)).toString("latin1");
  return head.startsWith("%PDF-") || noText.test(head);
}

const noText = /[\x00-\x06\x0e-\x1a\x1c-\x1f\x7f]/;

/** By a byte order mark; else, as RFC 4627 tells it, by the zero bytes among the first characters, where all of the head is text. */
function utf16(bytes: Uint8Array): "utf-16le" | "utf-16be" | null {
  const [first, second, third, fourth] = bytes;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  const zeros = [first, second, third, fourth].map((byte) => byte === 0).join();
  const encoding =
    zeros === "false,true,false,true" ? "utf-16le" : zeros === "true,false,true,false" ? "utf-16be" : null;
  if (encoding === null) return null;
  const head = new TextDecoder(encoding).decode(bytes.subarray(0, headSize), { stream: true });
  return noText.test(head) || head.includes("\uFFFD") ? null : encoding;
}

/** Drops a byte order mark. */
function decode(bytes: Uint8Array, encoding: "utf-8" | "utf-16le" | "utf-16be"): ReadText {
  if (encoding === "utf-8" && isAscii(bytes))
    return {
      text: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1"),
      bytes: bytes.length,
      damage: null,
    };
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), bytes: bytes.length, damage: null };
  } catch {
    const text = new TextDecoder(encoding).decode(bytes);
    return {
      text,
      bytes: bytes.length,
      damage: {
        message: `The file is not valid ${encoding.toUpperCase()} from here on; it was checked as far as it can be read.`,
        offset: Math.max(0, text.indexOf("\uFFFD")),
      },
    };
  }
}

export async function isFolder(path: string): Promise<boolean> {
  return (await stat(path)).isDirectory();
}

/** Whether there is nothing under a name: to be told so by the error of reading it takes five times as long. */
export function isMissing(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) === undefined;
  } catch {
    return false;
  }
}

/** Whether links lead from a path out of the folder that it is in by its name; not where there is nothing. Both absolute. */
export function leadsOut(path: string, folder: string): boolean {
  try {
    return !isWithin(realpathSync(folder), realpathSync(path));
  } catch {
    return false;
  }
}

/** A name as it was given, made absolute for reading. */
export function absolute(name: string, folder: string): string {
  return isAbsolute(name) ? name : join(folder, name);
}

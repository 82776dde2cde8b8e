/** Reading the files to check. */
import { isAscii } from "node:buffer";
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { stat } from "node:fs/promises";
import { isAbsolute, join } from "node:path";

/** Files above this many bytes are left out of a folder walk, and named (shared/CLI.md). */
export const walkSizeLimit = 2 * 1024 * 1024;

/** No text of more bytes than this can be short enough to be analysed, whatever its encoding: it is not read. */
const readSizeLimit = 4 * walkSizeLimit;

export interface ReadText {
  readonly text: string;
  readonly bytes: number;
  /** What is wrong with the bytes, and the offset in `text` where it begins; the text is still checked. */
  readonly damage: { readonly message: string; readonly offset: number } | null;
}

/** What a file is: a text, or why it is not read as one. */
export type FileContent = ReadText | { readonly unread: "binary" | "large"; readonly bytes: number };

/** One for all files: most are small, and reading is most of the work where nothing is found. */
const shared = Buffer.allocUnsafeSlow(walkSizeLimit + 1);

/** Reads a file of at most `limit` bytes. Throws as `openSync` does, and for what is no regular file, such as a pipe. */
export function readContent(path: string, limit = readSizeLimit): FileContent {
  // A pipe would be waited for.
  const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    let buffer = shared;
    let length = readSync(file, buffer, 0, buffer.length, 0);
    if (length === buffer.length) {
      const { size } = fstatSync(file);
      if (size > limit) return { unread: "large", bytes: size };
      buffer = Buffer.allocUnsafe(size);
      length = readSync(file, buffer, 0, size, 0);
    } else if (length > limit) return { unread: "large", bytes: length };
    const bytes = buffer.subarray(0, length);
    return looksBinary(bytes) ? { unread: "binary", bytes: length } : decode(bytes);
  } finally {
    closeSync(file);
  }
}

/** As git tells: a zero byte within the first 8,000 bytes, unless a byte order mark says UTF-16. */
function looksBinary(bytes: Uint8Array): boolean {
  return utf16(bytes) === null && bytes.subarray(0, 8000).includes(0);
}

function utf16(bytes: Uint8Array): "utf-16le" | "utf-16be" | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return null;
}

/** UTF-8, or UTF-16 where a byte order mark says so; the mark itself is dropped. */
export function decode(bytes: Uint8Array): ReadText {
  if (isAscii(bytes))
    return {
      text: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1"),
      bytes: bytes.length,
      damage: null,
    };
  const encoding = utf16(bytes) ?? "utf-8";
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

/** A name as it was given, made absolute for reading. */
export function absolute(name: string, folder: string): string {
  return isAbsolute(name) ? name : join(folder, name);
}

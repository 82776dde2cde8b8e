/** Finding and reading the files to check. */
import { open, readFile, stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';

/** Files above this many bytes are left out of a folder walk, and named (shared/CLI.md). */
export const walkSizeLimit = 2 * 1024 * 1024;

export interface Walked {
  /** As given, or joined to the folder as given; sorted. */
  readonly files: readonly string[];
  readonly tooLarge: readonly string[];
}

/** The files below the folder `path` (relative to `base`, and named as given) that git would not ignore, without `.git`, `node_modules`, links and binary files. */
export async function walk(path: string, base: string): Promise<Walked> {
  const folder = absolute(path, base);
  const { globby } = await import('globby');
  const entries = await globby('**', {
    cwd: folder,
    gitignore: true,
    dot: true,
    ignore: ['**/.git/**', '**/node_modules/**'],
    followSymbolicLinks: false,
    onlyFiles: true,
    stats: true,
    suppressErrors: true,
  });
  const files: string[] = [];
  const tooLarge: string[] = [];
  for (const entry of entries.sort((a, b) => (a.path < b.path ? -1 : 1))) {
    (entry.stats && entry.stats.size > walkSizeLimit ? tooLarge : files).push(join(path, entry.path));
  }
  const binary = await Promise.all(files.map(name => isBinary(absolute(name, base))));
  return { files: files.filter((_, index) => !binary[index]), tooLarge };
}

export async function isFolder(path: string): Promise<boolean> {
  return (await stat(path)).isDirectory();
}

/** As git tells: a zero byte within the first 8,000 bytes, unless a byte order mark says UTF-16. */
async function isBinary(path: string): Promise<boolean> {
  try {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(8000), 0, 8000, 0);
      return looksBinary(buffer.subarray(0, bytesRead));
    } finally {
      await file.close();
    }
  } catch {
    return false; // reading it later says why it cannot be read
  }
}

function looksBinary(bytes: Uint8Array): boolean {
  return utf16(bytes) === null && bytes.subarray(0, 8000).includes(0);
}

function utf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return null;
}

export interface ReadText {
  readonly text: string;
  readonly bytes: number;
  /** What is wrong with the bytes, and the offset in `text` where it begins; the text is still checked. */
  readonly damage: { readonly message: string; readonly offset: number } | null;
}

/** Reads and decodes a file. Rejects as `readFile` does, and for a binary file. */
export async function readText(path: string): Promise<ReadText> {
  const bytes = await readFile(path);
  if (looksBinary(bytes)) throw new Error('it is a binary file');
  return decode(bytes);
}

/** UTF-8, or UTF-16 where a byte order mark says so; the mark itself is dropped. */
export function decode(bytes: Uint8Array): ReadText {
  const encoding = utf16(bytes) ?? 'utf-8';
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), bytes: bytes.length, damage: null };
  } catch {
    const text = new TextDecoder(encoding).decode(bytes);
    return { text, bytes: bytes.length, damage: { message: `The file is not valid ${encoding.toUpperCase()} from here on; it was checked as far as it can be read.`, offset: Math.max(0, text.indexOf('\uFFFD')) } };
  }
}

/** A name as it was given, made absolute for reading. */
export function absolute(name: string, folder: string): string {
  return isAbsolute(name) ? name : join(folder, name);
}

/** What is a text, what a binary file, and what is neither. */
import assert from "node:assert/strict";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { contentOf, readContent, readWhatMatters } from "../../../src/workspace/files";
import { temporaryFolder } from "../../support/folder";

const text = '{ "Version": "2012-10-17" }\n';
const latin = Buffer.from("# caf\xe9, d\xe9j\xe0 vu\nexport REGION=eu-west-1\n", "latin1");
/** As compressed data is, but without a zero byte. */
const mixed = Buffer.from(Array.from({ length: 4000 }, (_, index) => 1 + ((index * 7919) % 255)));

const cases: readonly (readonly [name: string, bytes: Uint8Array, is: "text" | "damaged" | "binary" | "large"])[] = [
  ["nothing", Buffer.alloc(0), "text"],
  ["ASCII", Buffer.from(text), "text"],
  ["UTF-8", Buffer.from(`// grüße 漢字 🙂\n${text}`), "text"],
  ["UTF-8 with a mark", Buffer.from(`\uFEFF${text}`), "text"],
  ["UTF-16 with a mark", Buffer.from(`\uFEFF${text}`, "utf16le"), "text"],
  ["UTF-16, big-endian, with a mark", Buffer.from(`\uFEFF${text}`, "utf16le").swap16(), "text"],
  ["UTF-16 without a mark", Buffer.from(text, "utf16le"), "text"],
  ["UTF-16, big-endian, without a mark", Buffer.from(text, "utf16le").swap16(), "text"],
  ["UTF-16 with a mark, cut in a character", Buffer.from(`\uFEFF${text}`, "utf16le").subarray(0, 21), "damaged"],
  ["escapes of a terminal", Buffer.from("\x1b[31mred\x1b[0m\f\b\x07\n"), "text"],
  ["Latin-1", latin, "damaged"],
  ["a code page that is all letters", Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2, 0x0a]), "damaged"],
  ["a PDF", Buffer.from("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "latin1"), "binary"],
  ["a PNG", Buffer.from("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "latin1"), "binary"],
  ["a gzip without a zero byte", Buffer.from([0x1f, 0x8b, 0x08, 0x08, 0xff, 0xfe, 0x61, 0x03, 0x9d]), "binary"],
  ["bytes without a zero among them", mixed, "binary"],
  ["a zero byte in a text", Buffer.from(`${text}\0${text}`), "binary"],
  ["zero bytes that are no UTF-16", Buffer.from([1, 0, 2, 0, 3, 0]), "binary"],
  ["too much", Buffer.alloc(9 * 1024 * 1024, " "), "large"],
];

describe("what bytes are", () => {
  for (const [name, bytes, is] of cases)
    it(`${name}: ${is}`, () => {
      const content = contentOf(bytes);
      assert.equal("unread" in content ? content.unread : content.damage ? "damaged" : "text", is);
    });
});

describe("what is read only where it matters", () => {
  const folder = temporaryFolder({});
  after(() => folder.remove());

  for (const [name, bytes, is] of cases)
    it(`${name}: ${is}, or passed over where it is a whole text of UTF-8`, () => {
      const path = join(folder.path, "file");
      writeFileSync(path, bytes);
      const limit = 8 * 1024 * 1024;
      const asked: string[] = [];
      const read = (matters: boolean) =>
        readWhatMatters(path, limit, (buffer, length) => {
          asked.push(Buffer.from(buffer.subarray(0, length)).toString());
          return matters;
        });
      assert.deepEqual(read(true), readContent(path, limit));
      const isPlain = is === "text" && !name.startsWith("UTF-16");
      assert.deepEqual(read(false), isPlain ? { passedOver: true, bytes: bytes.length } : readContent(path, limit));
      assert.deepEqual(asked, isPlain ? [Buffer.from(bytes).toString(), Buffer.from(bytes).toString()] : []);
    });
});

describe("what is no regular file", function () {
  if (process.platform === "win32") return;
  const folder = temporaryFolder({});
  after(() => folder.remove());

  it("a folder", () => {
    mkdirSync(join(folder.path, "sub"));
    assert.throws(() => readContent(join(folder.path, "sub")), /it is a folder/);
  });

  for (const device of ["/dev/null", "/dev/zero", "/dev/tty"])
    it(`${device}, by a link`, () => {
      const link = join(folder.path, device.replaceAll("/", "-"));
      symlinkSync(device, link);
      assert.throws(() => readContent(link), /it is a pipe or a device|ENXIO/);
    });

  it("but a file that the system makes up is read, though it says that it is empty", function () {
    if (process.platform !== "linux") this.skip();
    const content = readContent("/proc/self/status");
    assert.ok("text" in content && content.text.includes("Pid:"));
  });
});

/**
 * Whether the bytes of a client are messages with their headers (Language Server Protocol, "Base Protocol"). Where one is not, nobody
 * knows where the next begins: `vscode-jsonrpc` waits for ever then, and hears nothing any more.
 */

/** Larger than any document that an editor opens; a client that says more is to be refused, not waited for. In bytes. */
const largestMessage = 256 * 1024 * 1024;
const longestHeader = 4096;
const headerEnd = "\r\n\r\n";

export class Framing {
  /** Of the message that is being received. */
  private left = 0;
  private header = "";

  /** What is wrong, for the end of a sentence; null where nothing is. */
  take(chunk: Buffer): string | null {
    let at = 0;
    while (at < chunk.length) {
      if (this.left > 0) {
        const taken = Math.min(this.left, chunk.length - at);
        this.left -= taken;
        at += taken;
        continue;
      }
      const known = this.header.length;
      const text = this.header + chunk.toString("latin1", at, at + longestHeader);
      const end = text.indexOf(headerEnd);
      if (end < 0) {
        if (text.length >= longestHeader) return "a header does not end";
        this.header = text;
        return null;
      }
      const length = lengthIn(text.slice(0, end));
      if (typeof length === "string") return length;
      this.header = "";
      this.left = length;
      at += end + headerEnd.length - known;
    }
    return null;
  }
}

function lengthIn(header: string): number | string {
  const lines = header.split("\r\n");
  const strange = lines.find((line) => !line.includes(":"));
  if (strange !== undefined) return `a header says ${JSON.stringify(strange.slice(0, 100))}`;
  const lengths = lines
    .filter((line) => /^content-length:/i.test(line))
    .map((line) => line.slice(line.indexOf(":") + 1));
  if (lengths.length !== 1)
    return lengths.length === 0 ? "a header has no Content-Length" : "a header has two Content-Lengths";
  const [written = ""] = lengths;
  const length = /^\s*\d{1,15}\s*$/.test(written) ? Number(written) : NaN;
  if (length <= largestMessage) return length;
  return `a header says Content-Length: ${JSON.stringify(written.trim().slice(0, 100))}`;
}

/** The records of a CSV text whose fields are all quoted (RFC 4180), each on one line; throws where one is not. */
export function csvRecords(text: string): string[][] {
  if (!text.endsWith("\r\n")) throw new Error("the last record has no end");
  return text
    .slice(0, -2)
    .split("\r\n")
    .map((line) => {
      if (!/^"(?:[^"\r\n]|"")*"(?:,"(?:[^"\r\n]|"")*")*$/.test(line)) throw new Error(`not a record: ${line}`);
      return [...line.matchAll(/"((?:[^"]|"")*)"(?:,|$)/g)].map(([, field]) => field!.replaceAll('""', '"'));
    });
}

/** A workspace as people have them, made from a seed: ten thousand files of code and data in many languages, a few of them with keys. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { fakeKeyId, fakeSecret } from "../test/support/fake-keys";
import { random } from "../test/support/random";

interface Kind {
  readonly ending: string;
  /** How many of a hundred files are of this kind. */
  readonly share: number;
  /** Lines; `$w` stands for a word, `$n` for a number, `$s` for a sentence. */
  readonly lines: readonly string[];
  /** Lines that hand out a key; `$id` and `$secret` stand for its parts. */
  readonly key: readonly string[];
  /** What stands around the lines. */
  readonly frame?: readonly [string, string];
}

const code = (comment: string, ...lines: string[]): string[] => [...lines, "", `${comment} $s`];

const kinds: readonly Kind[] = [
  {
    ending: "ts",
    share: 20,
    lines: code(
      "//",
      "import { $w } from './$w';",
      "export const $w = new Map<string, number>();",
      "export function $w($w: string, $w: number): string {",
      "  if ($w.length > $n) return `${$w}-$n`;",
      "  const $w = $w.filter(({ $w }) => $w !== '$w');",
      "  return $w.map(item => item.$w * $n);",
      "}",
    ),
    key: [
      "const client = new S3Client({ region: 'eu-west-1', credentials: { accessKeyId: '$id', secretAccessKey: '$secret' } });",
    ],
  },
  {
    ending: "js",
    share: 12,
    lines: code(
      "//",
      "const $w = require('./$w');",
      "module.exports.$w = function ($w, $w) {",
      "  return $w($w, $n).then(result => result.$w);",
      "};",
      "$w.on('$w', () => { console.log('$s'); });",
    ),
    key: ["AWS.config.update({ accessKeyId: '$id', secretAccessKey: '$secret' });"],
  },
  {
    ending: "py",
    share: 14,
    lines: code(
      "#",
      "import $w",
      "def $w($w, $w=$n):",
      '    """$s"""',
      "    for $w in range($n):",
      '        $w.append({"$w": $w, "$w": $n})',
      "    return $w",
    ),
    key: ["s3 = boto3.client('s3', aws_access_key_id='$id', aws_secret_access_key='$secret')"],
  },
  {
    ending: "go",
    share: 8,
    lines: code(
      "//",
      "func $w($w string, $w int) (string, error) {",
      "\tif $w > $n {",
      '\t\treturn "", fmt.Errorf("$s: %d", $w)',
      "\t}",
      "\treturn $w, nil",
      "}",
    ),
    key: ['\tprovider := credentials.NewStaticCredentialsProvider("$id", "$secret", "")'],
  },
  {
    ending: "java",
    share: 8,
    lines: code(
      "//",
      "import com.example.$w.$w;",
      "    private final Map<String, Integer> $w = new HashMap<>();",
      "    public String $w(final String $w, int $w) {",
      '        return String.format("%s-%d $s", $w, $w + $n);',
      "    }",
    ),
    key: ['    AwsBasicCredentials keys = AwsBasicCredentials.create("$id", "$secret");'],
  },
  {
    ending: "json",
    share: 10,
    frame: ['{\n  "version": 1', "}\n"],
    lines: ['  , "$w-$w": { "$w": $n, "$w": ["$w", "$w", "$n"] }', '  , "$w": "$s"'],
    key: ['  , "aws": { "accessKeyId": "$id", "secretAccessKey": "$secret" }'],
  },
  {
    ending: "yaml",
    share: 8,
    lines: ["- name: $w-$w", "  $w: $n", "  $w:", "    - $w", '    - "$s"', "# $s"],
    key: ["- AWS_ACCESS_KEY_ID: $id", "  AWS_SECRET_ACCESS_KEY: $secret"],
  },
  {
    ending: "md",
    share: 9,
    lines: ["# $s", "", "$s $s $s", "* `$w`: $s", "", "    $w --$w $n"],
    key: ["    export AWS_ACCESS_KEY_ID=$id", "    export AWS_SECRET_ACCESS_KEY=$secret"],
  },
  {
    ending: "sh",
    share: 4,
    lines: ["#!/bin/sh", 'if [ "$w" -gt $n ]; then', '  echo "$s"', "fi", '$w --$w "$w" | $w -$n'],
    key: ["export AWS_ACCESS_KEY_ID=$id", "export AWS_SECRET_ACCESS_KEY=$secret"],
  },
  {
    ending: "tf",
    share: 3,
    lines: ['resource "aws_$w" "$w" {', '  $w = "$s"', "  $w_count = $n", "}", ""],
    key: ['provider "aws" {', '  access_key = "$id"', '  secret_key = "$secret"', "}"],
  },
  {
    ending: "css",
    share: 4,
    lines: [".$w .$w {", "  margin: $npx;", "  color: #$n;", "}"],
    key: ["/* AWS_ACCESS_KEY_ID=$id */"],
  },
];

const syllables = [
  "ar",
  "be",
  "cor",
  "da",
  "el",
  "fin",
  "go",
  "hal",
  "in",
  "jo",
  "ka",
  "lem",
  "mo",
  "nar",
  "os",
  "per",
  "qui",
  "ro",
  "sal",
  "tor",
  "un",
  "ver",
  "wen",
  "xi",
  "ya",
  "zu",
];

/** Writes the files below a folder; the same seed makes the same files. Three files in a thousand have a key. Returns how many bytes they have. */
export function writeWorkspace(folder: string, count: number, seed: number): number {
  const next = random(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)]!;
  const words = Array.from({ length: 3000 }, () =>
    Array.from({ length: 2 + Math.floor(next() * 3) }, () => pick(syllables)).join(""),
  );
  const fill = (line: string): string =>
    line.replace(/\$(w|n|s)(?![a-z])/g, (_, what: string) =>
      what === "w"
        ? pick(words)
        : what === "n"
          ? String(Math.floor(next() * 10_000))
          : Array.from({ length: 8 }, () => pick(words)).join(" "),
    );
  const table = kinds.flatMap((kind) => Array.from({ length: kind.share }, () => kind));
  const made = new Set<string>();
  let bytes = 0;
  for (let index = 0; index < count; index++) {
    const kind = pick(table);
    const file = join(
      folder,
      pick(words.slice(0, 40)),
      pick(words.slice(0, 12)),
      `${pick(words)}-${index}.${kind.ending}`,
    );
    // Most files are short, a few are long.
    const length = 20 + Math.floor(400 * next() ** 2 + (next() < 0.02 ? 3000 : 0));
    const lines = Array.from({ length }, (_, line) => fill(kind.lines[line % kind.lines.length]!));
    if (next() < 0.003)
      lines.splice(
        Math.floor(next() * length),
        0,
        ...kind.key.map((line) =>
          line.replace("$id", fakeKeyId(String(index))).replace("$secret", fakeSecret(String(index))),
        ),
      );
    const text = `${kind.frame ? `${kind.frame[0]}\n` : ""}${lines.join("\n")}\n${kind.frame?.[1] ?? ""}`;
    if (!made.has(dirname(file))) mkdirSync(dirname(file), { recursive: true });
    made.add(dirname(file));
    writeFileSync(file, text);
    bytes += text.length;
  }
  return bytes;
}

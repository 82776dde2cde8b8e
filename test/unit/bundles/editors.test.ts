/**
 * The language server as built, in other editors: what a person does there, and what is shown. Needs `npm run build` first, and an editor:
 * on the PATH, or unpacked by `npm run test:editors`.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";

import { temporaryFolder } from "../../support/folder";

const root = join(__dirname, "../../..");
const guide = join(root, "docs/language-server.md");
const server = [process.execPath, join(root, "dist/cli.js"), "lsp"];

const template = `Resources:
  Role:
    Type: AWS::IAM::Role
  Function:
    Type: AWS::Lambda::Function
    Properties:
      Role: !GetAtt Role.Arn
`;

const policy = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObjct",
      "Resource": "arn:aws:s3:::reports/*"
    }
  ]
}
`;

interface Editor {
  readonly title: string;
  readonly program: string;
  /** What it does, in its own language. */
  readonly script: string;
  readonly args: (script: string) => readonly string[];
}

const editors: readonly Editor[] = [
  {
    title: "Neovim",
    program: "nvim",
    script: "neovim.lua",
    args: (script) => ["--headless", "--clean", "-u", "NONE", "-S", script, "-c", "qall!"],
  },
];

function pathOf(program: string): string | null {
  const named = process.env[`PLANEGUARD_${program.toUpperCase()}`];
  const all = (process.env["PATH"] ?? "").split(delimiter).map((folder) => join(folder, program));
  return [...(named === undefined ? [] : [named]), ...all].find(existsSync) ?? null;
}

/** In the guide: what stands before it, it, and what ends it. */
function transcriptOf(title: string): RegExp {
  return new RegExp(`(<!-- ${title}: transcript -->\n\n\`\`\`text\n)([^\`]*)(\`\`\`)`);
}

/** Where the libraries and files of a program are that was unpacked without being installed. */
function surroundings(path: string): Record<string, string> {
  const usr = resolve(path, "../..");
  if (usr === "/usr" || !usr.startsWith(root)) return {};
  const runtime = join(usr, "share/nvim/runtime");
  return {
    LD_LIBRARY_PATH: [join(usr, "lib/x86_64-linux-gnu"), join(usr, "lib/aarch64-linux-gnu"), join(usr, "lib")].join(
      ":",
    ),
    ...(existsSync(runtime) && { VIMRUNTIME: runtime }),
  };
}

describe("the language server in other editors", function () {
  this.timeout(240_000);
  for (const { title, program, script, args } of editors) {
    const path = pathOf(program);
    if (path === null) {
      it(`has a transcript of ${title}, which is not on this machine: npm run test:editors unpacks it`, () => {
        const shown = transcriptOf(title).exec(readFileSync(guide, "utf8"))?.[2] ?? "";
        for (const step of ["diagnostic", "chosen", "hover", "definition", "renamed"])
          assert.match(shown, new RegExp(`^${step}: `, "m"));
      });
      continue;
    }
    it(`finds, fixes, explains, goes to and renames in ${title} as its guide says`, () => {
      const folder = temporaryFolder({ "policy.json": policy, "template.yaml": template });
      try {
        const { stdout, stderr } = spawnSync(path, args(join(root, "test/editors", script)), {
          cwd: folder.path,
          encoding: "utf8",
          timeout: 200_000,
          env: {
            PATH: process.env["PATH"],
            HOME: folder.path,
            PLANEGUARD_SERVER: server.join("\t"),
            ...surroundings(path),
          },
        });
        const text = readFileSync(guide, "utf8");
        const block = transcriptOf(title);
        if (process.env["PLANEGUARD_WRITE"])
          writeFileSync(
            guide,
            text.replace(block, (_, head, __, end) => head + stdout + end),
          );
        else assert.equal(stdout, block.exec(text)?.[2], stderr);
        assert.ok(!stdout.includes("failed:"), stdout);
        assert.equal(readFileSync(join(folder.path, "policy.json"), "utf8"), policy.replace("GetObjct", "GetObject"));
      } finally {
        folder.remove();
      }
    });
  }
});

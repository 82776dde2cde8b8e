/**
 * Programs that hold a key, and what is left of them after the safe fix: both are run against the demo account, the
 * second with nothing but a container's endpoint for credentials, as a role gives them.
 */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

import { startDemo } from "../../src/account/demo/server";
import { createEngine } from "../../src/workspace/engine";
import { appliedFix } from "./applied-fix";
import { startCredentialSources } from "./credential-sources";
import { fakeKeyId, fakeSecret } from "./fake-keys";
import { passOn } from "./pass-on";

type ProgramLanguage = "JavaScript" | "shell" | "Python" | "Ruby";

interface KeylessProgram {
  readonly language: ProgramLanguage;
  readonly title: string;
  /** The file with the key. */
  readonly name: string;
  readonly text: string;
  /** The command that runs it in its folder. */
  readonly run: readonly string[];
}

const [id, secret, ofRole] = [fakeKeyId("program"), fakeSecret("program"), fakeKeyId("role", "ASIA")];
const show = "console.log((await client.send(new ListBucketsCommand({}))).Buckets.map(({ Name }) => Name).join());\n";
const load = 'import { ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";\n\n';
const node = [process.execPath, "program.mjs"];
const bash = ["bash", "program.sh"];
const exported = `export AWS_ACCESS_KEY_ID=${id}\nexport AWS_SECRET_ACCESS_KEY=${secret}\n`;
const keys = `AWS_ACCESS_KEY_ID=${id} AWS_SECRET_ACCESS_KEY=${secret}`;
const list = `"${process.execPath}" list.mjs\n`;
const python = 'print(",".join(bucket["Name"] for bucket in s3.list_buckets()["Buckets"]))\n';
const ruby = "puts s3.list_buckets.buckets.map(&:name).join(',')\n";

const program = (language: ProgramLanguage, title: string, name: string, text: string, run: readonly string[]) => ({
  language,
  title,
  name,
  text,
  run,
});
const js = (title: string, text: string) => program("JavaScript", title, "program.mjs", load + text + show, node);
const shell = (title: string, text: string) => program("shell", title, "program.sh", text, bash);
const py = (title: string, text: string) =>
  program("Python", title, "program.py", text + python, ["python3", "program.py"]);
const rb = (title: string, text: string) =>
  program("Ruby", title, "program.rb", `require "aws-sdk-s3"\n\n${text}${ruby}`, ["ruby", "program.rb"]);

export const keylessPrograms: readonly KeylessProgram[] = [
  js(
    "options of a client",
    `const client = new S3Client({ credentials: { accessKeyId: "${id}", secretAccessKey: "${secret}" } });\n`,
  ),
  js(
    "constants",
    `const KEY = "${id}";\nconst SECRET = "${secret}";\nconst credentials = { accessKeyId: KEY, secretAccessKey: SECRET };\nconst client = new S3Client({ maxAttempts: 1, credentials });\n`,
  ),
  js(
    "a function that gives credentials",
    `const client = new S3Client({ credentials: async () => ({ accessKeyId: "${id}", secretAccessKey: "${secret}" }) });\n`,
  ),
  js(
    "the environment",
    `process.env.AWS_ACCESS_KEY_ID = "${id}";\nprocess.env.AWS_SECRET_ACCESS_KEY = "${secret}";\nconst client = new S3Client({});\n`,
  ),
  program("JavaScript", "a .env file", ".env", `A=b\nAWS_ACCESS_KEY_ID=${id}\nAWS_SECRET_ACCESS_KEY=${secret}\n`, [
    process.execPath,
    "--env-file=.env",
    "list.mjs",
  ]),
  shell("exports", `#!/bin/bash\nset -eu\n${exported}${list}`),
  shell("assignments before a command", `#!/bin/bash\n${keys} ${list}`),
  shell("a function", `#!/bin/bash\nset -e\nlogin() {\n${exported}}\nlogin\n${list}`),
  shell("a branch", `#!/bin/bash\nset -e\ncase a in\n  a) export ${keys} ;;\n  *) exit 1 ;;\nesac\n${list}`),
  shell("a condition", `#!/bin/bash\nset -e\n[ -n "$PATH" ] && export ${keys}\n${list}`),
  py(
    "arguments of a client",
    `import boto3\n\ns3 = boto3.client("s3", aws_access_key_id="${id}", aws_secret_access_key="${secret}")\n`,
  ),
  py(
    "a dictionary",
    `import boto3\n\nkeys = {"aws_access_key_id": "${id}", "aws_secret_access_key": "${secret}"}\ns3 = boto3.Session(**keys).client("s3")\n`,
  ),
  py(
    "the environment",
    `import os\n\nimport boto3\n\nos.environ["AWS_ACCESS_KEY_ID"] = "${id}"\nos.environ["AWS_SECRET_ACCESS_KEY"] = "${secret}"\ns3 = boto3.client("s3")\n`,
  ),
  rb(
    "arguments of a client",
    `s3 = Aws::S3::Client.new(\n  access_key_id: "${id}",\n  secret_access_key: "${secret}",\n  endpoint: ENV["AWS_ENDPOINT_URL"],\n)\n`,
  ),
  rb(
    "credentials of their own",
    `credentials = Aws::Credentials.new("${id}", "${secret}")\ns3 = Aws::S3::Client.new(credentials: credentials, endpoint: ENV["AWS_ENDPOINT_URL"])\n`,
  ),
];

interface ProgramRun {
  /** What it wrote; what it wrote as an error, where it failed. */
  readonly output: string;
  readonly failed: boolean;
  /** The key ids with which it asked. */
  readonly keys: readonly string[];
}

/** The demo account behind a door that notes who asks, and a container's endpoint for credentials. */
export class ProgramBench {
  private constructor(
    private readonly folder: string,
    private readonly url: string,
    private readonly credentials: string,
    private readonly asked: string[],
    private readonly ends: readonly (() => Promise<unknown>)[],
  ) {}

  static async start(): Promise<ProgramBench> {
    const demo = await startDemo();
    const sources = await startCredentialSources({ sso: ofRole, web: ofRole, container: ofRole, instance: ofRole });
    const asked: string[] = [];
    const door = createServer((incoming, response) => {
      asked.push(/Credential=(\w+)/.exec(incoming.headers.authorization ?? "")?.[1] ?? "nobody");
      passOn(incoming, response, demo.endpointUrl);
    });
    await new Promise<void>((resolve) => door.listen(0, "127.0.0.1", resolve));
    // Within the repository, so that programs find its packages.
    const out = join(__dirname, "../../out");
    mkdirSync(out, { recursive: true });
    const folder = mkdtempSync(join(out, "programs-"));
    writeFileSync(join(folder, "list.mjs"), `${load}const client = new S3Client({});\n${show}`);
    writeFileSync(
      join(folder, "role.mjs"),
      `const { Token, ...keys } = await (await fetch("${sources.url}/container")).json();\nconsole.log(JSON.stringify({ Version: 1, ...keys, SessionToken: Token }));\n`,
    );
    writeFileSync(
      join(folder, "config"),
      `[default]\ncredential_process = ${process.execPath} ${join(folder, "role.mjs")}\n`,
    );
    return new ProgramBench(
      folder,
      `http://127.0.0.1:${(door.address() as AddressInfo).port}`,
      `${sources.url}/container`,
      asked,
      [
        async () => {
          door.closeAllConnections();
          await new Promise((resolve) => door.close(resolve));
        },
        () => sources.close(),
        () => demo.close(),
      ],
    );
  }

  async run({ language, name, run: [command, ...args] }: KeylessProgram, text: string): Promise<ProgramRun> {
    writeFileSync(join(this.folder, name), text);
    this.asked.length = 0;
    const child = spawn(command!, args, {
      cwd: this.folder,
      stdio: ["ignore", "pipe", "pipe"],
      // Nothing of whoever runs the tests: no keys, no profile.
      env: {
        PATH: process.env.PATH,
        HOME: this.folder,
        PYENV_ROOT: process.env.PYENV_ROOT ?? join(process.env.HOME ?? "/", ".pyenv"),
        AWS_REGION: "eu-central-1",
        AWS_DEFAULT_REGION: "eu-central-1",
        AWS_ENDPOINT_URL: this.url,
        AWS_EC2_METADATA_DISABLED: "true",
        // The SDK for Ruby that Debian has knows no container but Amazon's own: it gets the same by a process.
        ...(language === "Ruby"
          ? { AWS_CONFIG_FILE: join(this.folder, "config") }
          : { AWS_CONTAINER_CREDENTIALS_FULL_URI: this.credentials }),
      },
    });
    const pieces: { out: Buffer[]; err: Buffer[] } = { out: [], err: [] };
    child.stdout.on("data", (piece: Buffer) => pieces.out.push(piece));
    child.stderr.on("data", (piece: Buffer) => pieces.err.push(piece));
    const status = await new Promise<number | null>((resolve, reject) => {
      child.on("error", reject);
      child.on("close", resolve);
    });
    const failed = status !== 0;
    return {
      failed,
      output: Buffer.concat(failed ? pieces.err : pieces.out).toString(),
      keys: [...new Set(this.asked)],
    };
  }

  async close(): Promise<void> {
    rmSync(this.folder, { recursive: true, force: true });
    for (const end of this.ends) await end();
  }
}

/** A program before and after its safe fix: null where it has none. */
async function runBoth(
  bench: ProgramBench,
  program: KeylessProgram,
): Promise<{ readonly before: ProgramRun; readonly after: ProgramRun } | null> {
  const { findings } = await createEngine().analyze({ name: program.name, text: program.text }, { fixes: true });
  const fix = findings.flatMap(({ fixes }) => fixes).find(({ kind }) => kind === "safe");
  if (!fix) return null;
  return {
    before: await bench.run(program, program.text),
    after: await bench.run(program, appliedFix(program.text, fix)),
  };
}

/** What is wrong with a program after its fix; null where it does the same with the credentials of the role. */
export async function differenceOf(bench: ProgramBench, program: KeylessProgram): Promise<string | null> {
  const runs = await runBoth(bench, program);
  if (!runs) return "has no safe fix";
  const { before, after } = runs;
  if (before.failed || before.output.trim() === "") return `does not run before it: ${before.output}`;
  if (before.keys.join() !== id) return `asked before it as ${before.keys.join()}`;
  if (after.failed) return `fails after it: ${after.output}`;
  if (after.output !== before.output) return `wrote ${after.output}, and before ${before.output}`;
  return after.keys.join() === ofRole ? null : `asked after it as ${after.keys.join()}`;
}

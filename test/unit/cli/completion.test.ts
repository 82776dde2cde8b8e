/** Completion and the man page: all that `--help` tells, in the syntax of their readers. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { planeguard } from "../../support/terminal";

const root = join(__dirname, "../../..");
const has = (command: string) => spawnSync("sh", ["-c", `command -v ${command}`]).status === 0;

async function commands(): Promise<string[]> {
  const { out } = await planeguard(".", ["--help"]);
  const listed = /^Commands:\n([^]*?)\n\n/m.exec(out)![1]!;
  return [...listed.matchAll(/^ {2}([a-z]+)/gm)].map(([, name]) => name!).filter((name) => name !== "help");
}

/** At the beginning of their lines, as the help lists them. */
async function optionsOf(command: string): Promise<string[]> {
  const { out } = await planeguard(".", [command, "--help"]);
  return [...out.matchAll(/^ +(?:-\w, )?(--[a-z][\w-]+)/gim)].map(([, option]) => option!);
}

describe("completion", () => {
  for (const shell of ["bash", "zsh", "fish"] as const)
    it(`for ${shell} has every command and option, in its syntax`, async () => {
      const { exit, out, err } = await planeguard(".", ["completion", shell]);
      assert.deepEqual([exit, err], [0, ""]);
      for (const command of await commands()) {
        assert.match(out, new RegExp(`\\b${command}\\b`), command);
        for (const option of await optionsOf(command))
          assert.match(out, new RegExp(shell === "fish" ? `-l ${option.slice(2)}\\b` : `${option}\\b`), option);
      }
      if (has(shell)) assert.equal(spawnSync(shell, ["-n"], { input: out, encoding: "utf8" }).stderr, "");
    });

  it("is refused for another shell", async () => {
    const { exit, err } = await planeguard(".", ["completion", "tcsh"]);
    assert.equal(exit, 2);
    assert.match(err, /Allowed choices are bash, zsh, fish/);
  });

  for (const [line, expected] of [
    ["planeguard che", ["check"]],
    ["planeguard check --form", ["--format"]],
    ["planeguard check --format sa", ["sarif"]],
    ["planeguard completion z", ["zsh"]],
    ["planeguard posture --severity cri", ["critical"]],
    ["planeguard check --config /etc/hostna", ["/etc/hostname"]],
    ["planeguard check /etc/hostna", ["/etc/hostname"]],
  ] as const)
    it(`completes ${line} in bash`, async function () {
      if (!has("bash")) this.skip();
      const { out } = await planeguard(".", ["completion", "bash"]);
      const words = line.split(" ");
      const script = `${out}\nCOMP_WORDS=(${words.join(" ")}); COMP_CWORD=${words.length - 1}; _planeguard; printf '%s\\n' "\${COMPREPLY[@]}"`;
      const { stdout, stderr } = spawnSync("bash", ["-c", script], { encoding: "utf8" });
      assert.equal(stderr, "");
      assert.deepEqual(stdout.trim().split("\n"), expected);
    });
});

describe("the man page", () => {
  it("is the one in man/, with every command and option", async () => {
    const { out } = await planeguard(".", ["man"]);
    assert.equal(readFileSync(join(root, "man/planeguard.1"), "utf8"), out);
    for (const command of await commands()) {
      assert.ok(out.includes(`.SS ${command}\n`), command);
      for (const option of await optionsOf(command))
        assert.ok(out.includes(option.replaceAll("-", "\\-")), `${command} ${option}`);
    }
    for (const code of ["0", "1", "2", "130", "143"]) assert.ok(out.includes(`\n.B ${code}\n`));
  });

  it("is read by groff without a complaint", async function () {
    if (!has("groff")) this.skip();
    const { out } = await planeguard(".", ["man"]);
    const read = spawnSync("groff", ["-man", "-Tascii", "-ww"], { input: out, encoding: "utf8" });
    assert.equal(read.stderr, "");
    // What is bold is struck twice.
    assert.match(read.stdout.replace(/.\u0008/g, ""), /planeguard check/);
  });
});

/** `planeguard diff` of a repository of 2,000 policies, in a process of its own, as a person waits for it. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";

import { temporaryFolder, writeFiles } from "../test/support/folder";
import { git, initGit } from "../test/support/git";
import { median, type Row } from "./measure";

const cli = join(__dirname, "../dist/cli.js");
const policies = 2000;
const mostMilliseconds = 3000;

const actions = ["s3:GetObject", "s3:PutObject", "sqs:SendMessage", "dynamodb:Query", "logs:PutLogEvents"];

/** Each has a statement of its own kind; a changed one allows something more. */
function statementOf(number: number, isChanged: boolean): object {
  return {
    Effect: "Allow",
    Action: [actions[number % actions.length], ...(isChanged ? ["s3:DeleteObject"] : [])],
    Resource: `arn:aws:s3:::bucket-${number}/*`,
    Condition: { StringEquals: { "aws:PrincipalTag/team": `team-${number % 17}` } },
  };
}

function templateOf(first: number, count: number, isChanged: boolean): string {
  const roles = Array.from({ length: count }, (_, at) => [
    `Role${first + at}`,
    {
      Type: "AWS::IAM::RolePolicy",
      Properties: { PolicyName: "own", PolicyDocument: { Statement: [statementOf(first + at, isChanged)] } },
    },
  ]);
  return JSON.stringify({ Resources: Object.fromEntries(roles) }, null, 2);
}

/** 200 templates of five policies, and a thousand files of one. */
function filesOf(isChanged: (number: number) => boolean): Record<string, string> {
  const files: Record<string, string> = {};
  for (let first = 0; first < policies / 2; first += 5)
    files[`stacks/${first}/template.json`] = templateOf(first, 5, isChanged(first));
  for (let number = policies / 2; number < policies; number++)
    files[`policies/${number % 50}/${number}.json`] = JSON.stringify(
      { Version: "2012-10-17", Statement: [statementOf(number, isChanged(number))] },
      null,
      2,
    );
  return files;
}

export function diff(): Row[] {
  const measured = (what: string, bound: number | null, isChanged: (number: number) => boolean): Row => {
    const folder = temporaryFolder(filesOf(() => false));
    try {
      initGit(folder.path);
      const commit = () => git(folder.path, ["add", "."]) + git(folder.path, ["commit", "-qm", "some"]);
      commit();
      writeFiles(folder.path, filesOf(isChanged));
      const times = Array.from({ length: 5 }, () => {
        const started = performance.now();
        const { status, stderr } = spawnSync(process.execPath, [cli, "diff", "HEAD"], { cwd: folder.path });
        if (status !== 1) throw new Error(String(stderr));
        return performance.now() - started;
      });
      return { what, figure: median(times), unit: "ms", bound };
    } finally {
      folder.remove();
    }
  };
  return [
    measured("diff, 2,000 policies, a tenth of them changed", mostMilliseconds, (number) => number % 10 === 0),
    measured("diff, 2,000 policies, all of them changed", null, () => true),
  ];
}

/** What the checks over users share: each reads the rows of the credential report, and judges what it finds in them. */
import type { ResourceVerdict } from "../posture";
import { type Check, type CheckDeclaration, defineCheck } from "./check";
import { type Row, userId, userRows } from "./credential-report";
import { evidenceOf, judgeResources, type ResourceWords, whenAnswered } from "./evaluation";

export interface UserCheck extends Omit<CheckDeclaration, "sections" | "evaluate"> {
  readonly words: ResourceWords;
  /** The columns that decide, for the evidence. */
  readonly columns: readonly string[];
  judge(row: Row, now: Date): readonly ResourceVerdict[];
}

const shownRows = 5;

export function defineUserCheck({ words, columns, judge, ...declaration }: UserCheck): Check {
  return defineCheck({
    ...declaration,
    sections: ["iam/credential-report"],
    evaluate: (snapshot, now) =>
      whenAnswered(snapshot, "iam/credential-report", (report, section) => {
        const judged = userRows(report).map((row) => ({ row, verdicts: judge(row, now) }));
        const failing = judged.filter(({ verdicts }) => verdicts.some((one) => one.verdict === "fail"));
        const evidence = [
          ...failing
            .slice(0, shownRows)
            .flatMap(({ row }) =>
              columns.map((column) => evidenceOf(section, `${row.user ?? ""} ${column}`, row[column] ?? null)),
            ),
          evidenceOf(section, "users", judged.length),
          evidenceOf(section, "GeneratedTime", report.generatedAt),
        ];
        return judgeResources(
          judged.flatMap((one) => one.verdicts),
          words,
          evidence,
        );
      }),
  });
}

/** A verdict about a user, or about one of its credentials. */
export function aboutUser(
  row: Row,
  verdict: ResourceVerdict["verdict"],
  reason: string,
  credential?: string,
): ResourceVerdict {
  return { id: credential ? `${userId(row)} (${credential})` : userId(row), region: null, verdict, reason };
}

export function unreadable(row: Row, column: string, credential?: string): ResourceVerdict {
  return aboutUser(
    row,
    "not-assessed",
    `The credential report's ${column} of ${row.user ?? "this user"} cannot be read (${row[column] ?? "absent"}).`,
    credential,
  );
}

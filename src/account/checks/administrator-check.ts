/** What the checks of administrators share: who is one follows from what they may do, not from a name. */
import type { ResourceVerdict } from "../posture";
import { type SectionName, sectionOf, type Snapshot } from "../snapshot";
import { type Check, type CheckDeclaration, defineCheck, type Evaluation } from "./check";
import { type Row, userRows } from "./credential-report";
import {
  evidenceOf,
  isAnswered,
  judgeResources,
  missingFrom,
  notAssessed,
  type ResourceWords,
  whenAnswered,
} from "./evaluation";
import { withoutCatalog } from "./live-policy-check";
import { describeReach, isAdministrator, type Principal, principalsOf } from "./principals";

export interface Administrator extends Principal {
  /** The row of the credential report; null of a role, and where the report has none. */
  readonly row: Row | null;
}

export interface Judged {
  readonly verdict: ResourceVerdict["verdict"];
  readonly reason: string;
}

export interface AdministratorCheck extends Omit<CheckDeclaration, "sections" | "needsCatalog" | "evaluate"> {
  readonly kind: "user" | "role";
  /** Whether it looks at the credential report. */
  readonly report?: true;
  readonly sections?: readonly SectionName[];
  /** null: nothing to judge. */
  judge(administrator: Administrator, now: Date, snapshot: Snapshot): Judged | null;
  readonly words: ResourceWords;
}

export function defineAdministratorCheck({
  kind,
  report,
  sections = [],
  judge,
  words,
  ...declaration
}: AdministratorCheck): Check {
  return defineCheck({
    ...declaration,
    sections: ["iam/authorization-details", ...(report ? ["iam/credential-report" as const] : []), ...sections],
    needsCatalog: true,
    evaluate: (snapshot, now, catalog) =>
      whenAnswered(snapshot, "iam/authorization-details", (details, section): Evaluation => {
        if (!catalog) return withoutCatalog;
        const credentials = sectionOf(snapshot, "iam/credential-report");
        if (report && !isAnswered(credentials)) return notAssessed(missingFrom(credentials, "iam/credential-report"));
        const rows = new Map(isAnswered(credentials) ? userRows(credentials.data).map((row) => [row.arn, row]) : []);
        const principals = principalsOf(details, catalog).filter(({ holder }) => holder.kind === kind);
        const resources = principals.flatMap((principal): ResourceVerdict[] => {
          const id = principal.holder.arn;
          if (principal.reach === "unknown")
            return [
              {
                id,
                region: null,
                verdict: "not-assessed",
                reason: "One of its policies could not be read, so whether it is an administrator is not known.",
              },
            ];
          const judged = isAdministrator(principal)
            ? judge({ ...principal, row: rows.get(id) ?? null }, now, snapshot)
            : null;
          return judged
            ? [{ id, region: null, verdict: judged.verdict, reason: `${judged.reason} ${describeReach(principal)}` }]
            : [];
        });
        const administrators = principals.filter(isAdministrator);
        return judgeResources(
          resources,
          words,
          [
            evidenceOf(section, `administrators (${kind}s)`, administrators.length),
            ...(report && isAnswered(credentials)
              ? [evidenceOf(credentials, "GeneratedTime", credentials.data.generatedAt)]
              : []),
          ],
          sections.flatMap((name) => missingFrom(sectionOf(snapshot, name), name)),
        );
      }),
  });
}

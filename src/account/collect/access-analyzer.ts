/** IAM Access Analyzer: the analyzers of every Region. */
import { AccessAnalyzerClient, ListFindingsV2Command, paginateListAnalyzers } from "@aws-sdk/client-accessanalyzer";

import type { ActiveFindings, Analyzer } from "../sections/access-analyzer";
import { pagesOf } from "./answers/pages";
import { type Put, putAnswer, type Task } from "./collector";
import { eachOfferedRegion } from "./offered";
import { type Answer, ask, type Session } from "./session";

/** The first page: more than a person goes through at once. */
function activeFindings(analyzerArn: string, region: string, session: Session): Promise<Answer<ActiveFindings>> {
  return ask(session, "access-analyzer:ListFindings", async (options) => {
    const { findings = [], nextToken } = await session
      .client(AccessAnalyzerClient, "accessanalyzer", region)
      .send(
        new ListFindingsV2Command({ analyzerArn, filter: { status: { eq: ["ACTIVE"] } }, maxResults: 100 }),
        options,
      );
    return {
      findings: findings.map(({ resource, id, resourceType }) => ({
        resource: resource ?? id ?? "",
        type: resourceType ?? "",
      })),
      more: nextToken !== undefined,
    };
  });
}

async function collectAnalyzers(session: Session, put: Put): Promise<void> {
  await eachOfferedRegion(
    session,
    put,
    "accessanalyzer",
    ["access-analyzer/analyzers", "access-analyzer/findings"],
    async (region) => {
      const analyzers = await ask(session, "access-analyzer:ListAnalyzers", async (options) => {
        const found: Analyzer[] = [];
        for await (const page of pagesOf(
          paginateListAnalyzers(
            { client: session.client(AccessAnalyzerClient, "accessanalyzer", region) },
            {},
            options,
          ),
        )) {
          found.push(
            ...(page.analyzers ?? []).map(({ arn, name, type, status }) => ({
              arn: arn ?? "",
              name: name ?? "",
              type: type ?? "",
              status: status ?? "",
            })),
          );
        }
        return found;
      });
      if (analyzers.status !== "ok") return analyzers;
      putAnswer(put, "access-analyzer/analyzers", analyzers, { region });
      const looking = analyzers.data.filter(
        ({ type, status }) => status === "ACTIVE" && (type === "ACCOUNT" || type === "ORGANIZATION"),
      );
      await Promise.all(
        looking.map(async ({ arn }) =>
          putAnswer(put, "access-analyzer/findings", await activeFindings(arn, region, session), {
            region,
            resource: arn,
          }),
        ),
      );
      return undefined;
    },
  );
}

export const tasks: readonly Task[] = [
  { sections: ["access-analyzer/analyzers", "access-analyzer/findings", "ssm/offered"], run: collectAnalyzers },
];

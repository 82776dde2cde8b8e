/** IAM Access Analyzer: the analyzers of every Region. */
import { AccessAnalyzerClient, paginateListAnalyzers } from "@aws-sdk/client-accessanalyzer";

import type { Analyzer } from "../sections/access-analyzer";
import { pagesOf } from "./answers/pages";
import { type Put, putAnswer, type Task } from "./collector";
import { eachOfferedRegion } from "./offered";
import { ask, type Session } from "./session";

async function collectAnalyzers(session: Session, put: Put): Promise<void> {
  await eachOfferedRegion(session, put, "accessanalyzer", ["access-analyzer/analyzers"], async (region) => {
    const analyzers = await ask(session, "access-analyzer:ListAnalyzers", async (options) => {
      const found: Analyzer[] = [];
      for await (const page of pagesOf(
        paginateListAnalyzers({ client: session.client(AccessAnalyzerClient, "accessanalyzer", region) }, {}, options),
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
    return undefined;
  });
}

export const tasks: readonly Task[] = [
  { sections: ["access-analyzer/analyzers", "ssm/offered"], run: collectAnalyzers },
];

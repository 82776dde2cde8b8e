/** IAM Access Analyzer of the demo account. */
import { daysAgo } from "../description";
import { restJson } from "../protocols/rest";
import { type DemoService, offeredIn, pageByToken } from "./service";

export const accessAnalyzer: DemoService = {
  protocol: restJson({ ListAnalyzers: "GET /analyzer" }),
  operations: offeredIn("accessanalyzer", {
    ListAnalyzers: (state, call) =>
      pageByToken(
        (state.description.regional?.analyzers?.[call.region] ?? []).map(({ name, type, status }) => ({
          arn: `arn:aws:access-analyzer:${call.region}:${state.description.id}:analyzer/${name}`,
          name,
          type,
          status,
          createdAt: daysAgo(state, 300),
          tags: {},
        })),
        "analyzers",
        call,
        "nextToken",
        "maxResults",
      ),
  }),
};

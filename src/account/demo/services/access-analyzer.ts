/** IAM Access Analyzer of the demo account. */
import { daysAgo } from "../description";
import { restJson } from "../protocols/rest";
import { type DemoService, offeredIn, pageByToken } from "./service";

export const accessAnalyzer: DemoService = {
  protocol: restJson({ ListAnalyzers: "GET /analyzer", ListFindingsV2: "POST /findingv2" }),
  actions: { ListFindingsV2: "access-analyzer:ListFindings" },
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
    ListFindingsV2: (state, call) => {
      const { description } = state;
      const name = String(call.parameters.analyzerArn).split("/").pop();
      const analyzer = description.regional?.analyzers?.[call.region]?.find((one) => one.name === name);
      return pageByToken(
        (analyzer?.findings ?? []).map((resource, index) => ({
          id: `00000000-0000-4000-8000-00000000000${index}`,
          resource,
          resourceType: resource.includes(":s3:") ? "AWS::S3::Bucket" : "AWS::IAM::Role",
          resourceOwnerAccount: description.id,
          status: "ACTIVE",
          findingType: "ExternalAccess",
          analyzedAt: daysAgo(state, 1),
          createdAt: daysAgo(state, 90),
          updatedAt: daysAgo(state, 30),
        })),
        "findings",
        call,
        "nextToken",
        "maxResults",
      );
    },
  }),
};

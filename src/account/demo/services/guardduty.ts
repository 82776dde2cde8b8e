/** GuardDuty of the demo account. */
import { type AccountState, daysAgo } from "../description";
import { ServiceError } from "../protocols/protocol";
import { restJson } from "../protocols/rest";
import { type DemoService, offeredIn, pageByToken } from "./service";

export const guardduty: DemoService = {
  protocol: restJson({ ListDetectors: "GET /detector", GetDetector: "GET /detector/{DetectorId}" }),
  operations: offeredIn("guardduty", {
    ListDetectors: (state, call) =>
      pageByToken(
        state.description.regional?.detectors?.[call.region] ? [detectorId(state, call.region)] : [],
        "detectorIds",
        call,
        "nextToken",
        "maxResults",
      ),
    GetDetector: (state, { region, parameters }) => {
      const status = state.description.regional?.detectors?.[region];
      if (!status || parameters.DetectorId !== detectorId(state, region))
        throw new ServiceError(
          "BadRequestException",
          400,
          "The request is rejected because the input detectorId is not owned by the current account.",
        );
      return {
        createdAt: daysAgo(state, 700),
        updatedAt: daysAgo(state, 20),
        findingPublishingFrequency: "SIX_HOURS",
        status,
        features: [
          "CLOUD_TRAIL",
          "S3_DATA_EVENTS",
          "EKS_AUDIT_LOGS",
          "EBS_MALWARE_PROTECTION",
          "RDS_LOGIN_EVENTS",
          "LAMBDA_NETWORK_LOGS",
        ].map((name) => ({
          name,
          status: (state.description.regional?.plansOff?.[region] ?? []).includes(name) ? "DISABLED" : "ENABLED",
        })),
        serviceRole: `arn:aws:iam::${state.description.id}:role/aws-service-role/guardduty.amazonaws.com/AWSServiceRoleForAmazonGuardDuty`,
      };
    },
  }),
};

/** Thirty-two hexadecimal digits, the same each time. */
function detectorId({ description }: AccountState, region: string): string {
  return Buffer.from(`${region}${description.id}`).toString("hex").slice(0, 32);
}

/** SNS of the demo account. */
import { ServiceError } from "../protocols/protocol";
import { query } from "../protocols/query";
import { type DemoService, pageByToken } from "./service";

export const sns: DemoService = {
  protocol: query,
  operations: {
    ListSubscriptionsByTopic: ({ description }, call) => {
      const topic = description.topics?.find(({ arn }) => arn === call.parameters.TopicArn);
      if (!topic || topic.arn.split(":")[3] !== call.region)
        throw new ServiceError("NotFound", 404, "Topic does not exist");
      return pageByToken(
        topic.subscriptions.map(({ protocol, endpoint, confirmed }, index) => ({
          TopicArn: topic.arn,
          Protocol: protocol,
          Owner: description.id,
          Endpoint: endpoint,
          SubscriptionArn: confirmed
            ? `${topic.arn}:00000000-0000-4000-8000-00000000000${index}`
            : "PendingConfirmation",
        })),
        "Subscriptions",
        call,
      );
    },
  },
};

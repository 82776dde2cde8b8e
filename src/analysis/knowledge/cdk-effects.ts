/**
 * What classes and properties of AWS CDK allow without being asked (aws-cdk-lib 2.276: aws-lambda, aws-lambda-destinations,
 * aws-events-targets, aws-sns-subscriptions, aws-s3-notifications, aws-logs-destinations, aws-apigateway; read in November 2026).
 */
import { tableOf } from "../table";

/** A service that is let in. */
export interface Effect {
  readonly service: string;
  /** Null: a role is made that may do more than is known here. */
  readonly actions: readonly string[] | null;
  /** Which argument is let in to. */
  readonly argument: number;
  readonly property?: string;
}

const services: { readonly [module: string]: string | undefined } = tableOf({
  "events-targets": "events.amazonaws.com",
  "sns-subscriptions": "sns.amazonaws.com",
  "s3-notifications": "s3.amazonaws.com",
  "logs-destinations": "logs.amazonaws.com",
});
const targets: { readonly [name: string]: readonly string[] | undefined } = tableOf({
  LambdaFunction: ["lambda:InvokeFunction"],
  LambdaSubscription: ["lambda:InvokeFunction"],
  LambdaDestination: ["lambda:InvokeFunction"],
  SqsQueue: ["sqs:SendMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl"],
  SqsSubscription: ["sqs:SendMessage"],
  SqsDestination: ["sqs:SendMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl"],
  SnsTopic: ["sns:Publish"],
  SnsDestination: ["sns:Publish"],
  CloudWatchLogGroup: ["logs:CreateLogStream", "logs:PutLogEvents"],
});
/** What sends to addresses, and allows nothing. */
const toAddresses = /^(?:Email|Sms|Url)Subscription$|^(?:\w*Options|\w*Props|EventTargetInput|RuleTargetInput)$/;

/** @param name `events-targets.LambdaFunction` */
export function effectOfClass(name: string): Effect | null {
  const [written = "", own = "", ...rest] = name.split(".");
  if (rest.length > 0) return null;
  const module = written.replace(/-alpha$/, "");
  if (/^apigateway\.(?:Token|Request)Authorizer$/.test(name))
    return { ...apiGateway, argument: 0, property: "handler" };
  if (module === "apigatewayv2-authorizers" && /LambdaAuthorizer$/.test(own)) return { ...apiGateway, argument: 1 };
  if (name === "apigateway.LambdaIntegration") return { ...apiGateway, argument: 0 };
  if (name === "apigateway.LambdaRestApi") return { ...apiGateway, argument: 0, property: "handler" };
  if (module === "apigatewayv2-integrations" && /LambdaIntegration$/.test(own)) return { ...apiGateway, argument: 1 };
  const service = services[module];
  if (service === undefined || toAddresses.test(own)) return null;
  return { service, actions: targets[own] ?? null, argument: 0 };
}

const apiGateway = {
  service: "apigateway.amazonaws.com",
  actions: ["lambda:InvokeFunction"],
};

/** What a property of a construct allows whoever has it, unless its value says otherwise. */
export type PropertyEffect = {
  readonly unless?: RegExp;
  /** Only the role that CDK makes gets it. */
  readonly withoutRole?: boolean;
} & (
  | { readonly kind: "events" | "bucket" | "images" | "destination" | "unread" | "unreadResource" }
  | { readonly kind: "accessLogs" }
  /** The policy of the construct denies everybody that, where a request has the property. */
  | {
      readonly kind: "denied";
      readonly actions: readonly string[];
      /** Behind its ARN. */
      readonly on: readonly string[];
      /** Without a value, that of the property. */
      readonly where: readonly [operator: string, key: string, value?: string];
    }
  /** Of a queue, group or the like that CDK makes for it. */
  | { readonly kind: "own"; readonly actions: readonly string[] }
  | {
      readonly kind: "actions";
      readonly actions: readonly string[];
      readonly on: "it" | "*";
    }
);

const ofInterfaces = [
  "CreateNetworkInterface",
  "DescribeNetworkInterfaces",
  "DescribeSubnets",
  "DeleteNetworkInterface",
];
/** The managed policy AWSLambdaVPCAccessExecutionRole, beside the logs that every function writes. */
const inVpc = [...ofInterfaces, "AssignPrivateIpAddresses", "UnassignPrivateIpAddresses"].map((one) => `ec2:${one}`);

type Effects = { readonly [property: string]: PropertyEffect };

const ofFunction = tableOf<Effects>({
  events: { kind: "events" },
  tracing: {
    kind: "actions",
    actions: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"],
    on: "*",
    unless: /\bDISABLED$/,
  },
  vpc: { kind: "actions", actions: inVpc, on: "*", withoutRole: true },
  insightsVersion: { kind: "unread", withoutRole: true },
  deadLetterQueue: { kind: "actions", actions: ["sqs:SendMessage"], on: "it" },
  deadLetterTopic: { kind: "actions", actions: ["sns:Publish"], on: "it" },
  deadLetterQueueEnabled: { kind: "own", actions: ["sqs:SendMessage"] },
  onFailure: { kind: "destination" },
  onSuccess: { kind: "destination" },
  filesystem: { kind: "unread" },
});
const ofStateMachine = tableOf<Effects>({
  tracingEnabled: {
    kind: "actions",
    actions: ["PutTraceSegments", "PutTelemetryRecords", "GetSamplingRules", "GetSamplingTargets"].map(
      (one) => `xray:${one}`,
    ),
    on: "*",
  },
  logs: {
    kind: "actions",
    actions: [
      ...["Create", "Get", "Update", "Delete"].map((one) => `logs:${one}LogDelivery`),
      ...["ListLogDeliveries", "PutResourcePolicy", "DescribeResourcePolicies", "DescribeLogGroups"].map(
        (one) => `logs:${one}`,
      ),
    ],
    on: "*",
  },
});
/** aws-s3, aws-sqs and aws-sns: `enforceSSL`, as TypeScript and Python write it. */
const overTls = (actions: string, ...on: readonly string[]): Effects => {
  const denied: PropertyEffect = {
    kind: "denied",
    actions: [actions],
    on,
    where: ["Bool", "aws:SecureTransport", "false"],
  };
  return { enforceSSL: denied, enforceSsl: denied };
};
const newerTls: PropertyEffect = {
  kind: "denied",
  actions: ["s3:*"],
  on: ["", "/*"],
  where: ["NumericLessThan", "s3:TlsVersion"],
};
const ofBucket = tableOf<Effects>({
  autoDeleteObjects: { kind: "bucket" },
  // What opens the bucket to everybody, unless something blocks public ACLs.
  accessControl: {
    kind: "unreadResource",
    unless: /\b(?:PRIVATE|LOG_DELIVERY_WRITE|BUCKET_OWNER_\w{1,20}|AWS_EXEC_READ)$/,
  },
  serverAccessLogsBucket: { kind: "accessLogs" },
  serverAccessLogsPrefix: { kind: "accessLogs" },
  ...overTls("s3:*", "", "/*"),
  minimumTLSVersion: newerTls,
  minimumTlsVersion: newerTls,
});
const ofQueue = tableOf<Effects>(overTls("sqs:*", ""));
const ofTopic = tableOf<Effects>(overTls("sns:Publish", ""));
const ofRepository = tableOf<Effects>({
  autoDeleteImages: { kind: "images" },
});

/** By property; null where nothing is known of the class. */
export function propertyEffects(name: string): Effects | null {
  if (name === "s3.Bucket") return ofBucket;
  if (name === "sqs.Queue") return ofQueue;
  if (name === "sns.Topic") return ofTopic;
  if (name === "ecr.Repository") return ofRepository;
  if (name === "stepfunctions.StateMachine") return ofStateMachine;
  return /^lambda(?:-[\w-]{1,40})?\.\w{0,40}Function$/.test(name) ? ofFunction : null;
}

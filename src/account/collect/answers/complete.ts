/**
 * What an answer cannot be without. The models of most services call everything optional, and an answer without its list would
 * read as an empty account.
 */

/** Members of a structure, of each structure of a list, or keys of a map. */
type Fields = readonly string[];

interface Complete {
  /** Members that are always there, also where they are empty. */
  readonly all?: Readonly<Record<string, Fields>>;
  /** One of which at least is there. */
  readonly oneOf?: readonly string[];
  /** Members that may be left out. */
  readonly some?: Readonly<Record<string, Fields>>;
}

const all = (members: NonNullable<Complete["all"]>): Complete => ({ all: members });

/** By the operation: every one that a collector calls. */
const complete: Readonly<Record<string, Complete>> = {
  // STS
  AssumeRole: all({ Credentials: ["AccessKeyId", "SecretAccessKey", "SessionToken"] }),
  AssumeRoleWithWebIdentity: all({ Credentials: ["AccessKeyId", "SecretAccessKey", "SessionToken"] }),
  GetCallerIdentity: all({ Account: [], Arn: [] }),
  // IAM
  GenerateCredentialReport: all({ State: [] }),
  GetAccountAuthorizationDetails: all({
    UserDetailList: ["UserName", "Arn"],
    GroupDetailList: ["GroupName", "Arn"],
    RoleDetailList: ["RoleName", "Arn", "AssumeRolePolicyDocument"],
    Policies: ["Arn"],
  }),
  GetAccountPasswordPolicy: all({ PasswordPolicy: ["MinimumPasswordLength"] }),
  GetAccountSummary: all({ SummaryMap: ["AccountMFAEnabled"] }),
  GetCredentialReport: all({ Content: [] }),
  ListAccountAliases: all({ AccountAliases: [] }),
  ListOpenIDConnectProviders: all({ OpenIDConnectProviderList: ["Arn"] }),
  ListOrganizationsFeatures: { oneOf: ["OrganizationId", "EnabledFeatures"] },
  ListSAMLProviders: all({ SAMLProviderList: ["Arn"] }),
  ListServerCertificates: all({ ServerCertificateMetadataList: ["Arn"] }),
  ListVirtualMFADevices: all({ VirtualMFADevices: ["SerialNumber"] }),
  // Account Management, Organizations, Identity Center
  GetAlternateContact: all({ AlternateContact: ["EmailAddress"] }),
  GetContactInformation: all({ ContactInformation: [] }),
  DescribeOrganization: all({ Organization: ["Id", "MasterAccountId"] }),
  DescribePolicy: all({ Policy: ["Content"] }),
  ListAccounts: all({ Accounts: ["Id"] }),
  ListChildren: all({ Children: ["Id"] }),
  ListTargetsForPolicy: all({ Targets: ["TargetId", "Type"] }),
  ListDelegatedAdministrators: all({ DelegatedAdministrators: ["Id"] }),
  ListDelegatedServicesForAccount: all({ DelegatedServices: ["ServicePrincipal"] }),
  ListPolicies: all({ Policies: ["Id", "Name"] }),
  ListInstances: all({ Instances: ["InstanceArn"] }),
  // CloudTrail
  DescribeTrails: all({ trailList: ["Name"] }),
  GetEventDataStore: all({ EventDataStoreArn: [], Status: [] }),
  GetEventSelectors: { oneOf: ["TrailARN", "EventSelectors", "AdvancedEventSelectors"] },
  GetTrailStatus: all({ IsLogging: [] }),
  ListEventDataStores: all({ EventDataStores: ["EventDataStoreArn"] }),
  ListTrails: all({ Trails: ["TrailARN"] }),
  // KMS
  DescribeKey: all({ KeyMetadata: ["KeyId"] }),
  GetKeyRotationStatus: all({ KeyRotationEnabled: [] }),
  // Config, Access Analyzer, GuardDuty, Security Hub
  DescribeConfigurationAggregators: all({ ConfigurationAggregators: ["ConfigurationAggregatorName"] }),
  DescribeConfigurationRecorderStatus: all({ ConfigurationRecordersStatus: ["name", "recording"] }),
  DescribeConfigurationRecorders: all({ ConfigurationRecorders: ["name"] }),
  DescribeDeliveryChannelStatus: all({ DeliveryChannelsStatus: ["name"] }),
  ListAnalyzers: all({ analyzers: ["arn", "type", "status"] }),
  ListFindingsV2: all({ findings: ["id", "resourceType"] }),
  GetDetector: all({ Status: [] }),
  ListDetectors: all({ DetectorIds: [] }),
  DescribeHub: all({ HubArn: [] }),
  GetEnabledStandards: all({ StandardsSubscriptions: ["StandardsArn", "StandardsStatus"] }),
  GetFindingAggregator: all({ FindingAggregatorArn: [] }),
  ListFindingAggregators: all({ FindingAggregators: ["FindingAggregatorArn"] }),
  // EC2, Systems Manager
  DescribeInstances: all({ Reservations: ["Instances"] }),
  DescribeRegions: all({ Regions: ["RegionName"] }),
  DescribeSecurityGroups: all({ SecurityGroups: ["GroupId", "GroupName"] }),
  DescribeNetworkInterfaces: all({ NetworkInterfaces: ["NetworkInterfaceId"] }),
  DescribeFlowLogs: all({ FlowLogs: ["ResourceId"] }),
  DescribeNetworkAcls: all({ NetworkAcls: ["NetworkAclId"] }),
  // Where nobody has set anything its only element is empty.
  GetInstanceMetadataDefaults: {},
  GetServiceSetting: all({ ServiceSetting: ["SettingValue"] }),
  GetManagedPrefixListEntries: all({ Entries: ["Cidr"] }),
  DescribeInstanceInformation: all({ InstanceInformationList: ["InstanceId"] }),
  GetDocument: all({ Content: [] }),
  GetParameters: { oneOf: ["Parameters", "InvalidParameters"], some: { Parameters: ["Name"] } },
  // CloudWatch, Logs, SNS, EventBridge
  ListRules: all({ Rules: ["Name"] }),
  ListTargetsByRule: all({ Targets: ["Arn"] }),
  DescribeAlarms: {
    oneOf: ["MetricAlarms", "CompositeAlarms"],
    some: { MetricAlarms: ["AlarmName"], CompositeAlarms: ["AlarmName"] },
  },
  DescribeLogGroups: all({ logGroups: ["logGroupName"] }),
  DescribeMetricFilters: all({ metricFilters: ["filterName"] }),
  DescribeSubscriptionFilters: all({ subscriptionFilters: ["filterName"] }),
  ListSubscriptionsByTopic: all({ Subscriptions: ["SubscriptionArn"] }),
  // Budgets leaves out a list that is empty: its model requires none, and AWS's own collector (cloud-intelligence-dashboards-data-collection,
  // module-budgets.yaml, since its pull request 171) skips what it gets of an account without budgets. `{}` says "none". Cost Explorer has `[]`.
  DescribeBudgets: { some: { Budgets: ["BudgetName", "BudgetType"] } },
  DescribeNotificationsForBudget: { some: { Notifications: ["NotificationType"] } },
  DescribeSubscribersForNotification: { some: { Subscribers: ["SubscriptionType", "Address"] } },
  GetAnomalyMonitors: all({ AnomalyMonitors: ["MonitorName", "MonitorType"] }),
  GetAnomalySubscriptions: all({ AnomalySubscriptions: ["SubscriptionName", "MonitorArnList", "Subscribers"] }),
  // S3: what is not set is left out, so that the root element has to tell.
  GetBucketAcl: all({ Grants: ["Grantee", "Permission"] }),
  GetBucketLogging: { some: { LoggingEnabled: ["TargetBucket"] } },
  GetBucketNotificationConfiguration: {
    some: {
      TopicConfigurations: ["TopicArn"],
      QueueConfigurations: ["QueueArn"],
      LambdaFunctionConfigurations: ["LambdaFunctionArn"],
    },
  },
  GetBucketPolicy: all({ Policy: [] }),
  GetBucketPolicyStatus: all({ PolicyStatus: ["IsPublic"] }),
  GetBucketVersioning: {},
  GetPublicAccessBlock: all({ PublicAccessBlockConfiguration: [] }),
  ListBuckets: all({ Buckets: ["Name"] }),
};

/** What an answer has not got, such as `trailList[2].Name`; null: it has everything. */
export function whatIsMissing(operation: string, output: object): string | null {
  const wanted = complete[operation];
  if (!wanted) throw new Error(`Nothing says what an answer to ${operation} has to have.`);
  const members = output as Readonly<Record<string, unknown>>;
  for (const [name, fields] of Object.entries(wanted.all ?? {})) {
    if (!isGiven(members[name])) return name;
    const missing = missingIn(name, members[name], fields);
    if (missing !== null) return missing;
  }
  if (wanted.oneOf && !wanted.oneOf.some((name) => isGiven(members[name]))) return wanted.oneOf[0]!;
  for (const [name, fields] of Object.entries(wanted.some ?? {})) {
    const missing = isGiven(members[name]) ? missingIn(name, members[name], fields) : null;
    if (missing !== null) return missing;
  }
  return null;
}

function missingIn(name: string, value: unknown, fields: Fields): string | null {
  if (Array.isArray(value)) {
    for (const [index, one] of (value as unknown[]).entries()) {
      const missing = missingIn(`${name}[${index}]`, one, fields);
      if (missing !== null) return missing;
    }
    return null;
  }
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return value === "" ? name : null;
  const members = value as Readonly<Record<string, unknown>>;
  if (Object.keys(members).length === 0) return name;
  const missing = fields.find((field) => !isGiven(members[field]) || members[field] === "");
  return missing === undefined ? null : `${name}.${missing}`;
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

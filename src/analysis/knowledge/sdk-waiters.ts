/** What waiters ask again and again: of the models of AWS's botocore (Apache-2.0, August 2026). */
import { tableOf } from "../table";

/** By IAM prefix: the operation with the waiters that call it. */
const rows: Readonly<Record<string, string>> = {
  acm: `DescribeAcmeDomainValidation=AcmeDomainValidationDeleted,AcmeDomainValidationValidated
    DescribeAcmeEndpoint=AcmeEndpointActive,AcmeEndpointDeleted DescribeCertificate=CertificateValidated`,
  "acm-pca": `DescribeCertificateAuthorityAuditReport=AuditReportCreated GetCertificate=CertificateIssued
    GetCertificateAuthorityCsr=CertificateAuthorityCSRCreated`,
  "agent-registry": "GetRegistry=RegistryReady GetRegistryRecord=RegistryRecordApproved",
  appconfig: "GetDeployment=DeploymentComplete GetEnvironment=EnvironmentReadyForDeployment",
  appstream: "DescribeFleets=FleetStarted,FleetStopped",
  aps: `DescribeAnomalyDetector=AnomalyDetectorActive,AnomalyDetectorDeleted DescribeScraper=ScraperActive,ScraperDeleted
    DescribeWorkspace=WorkspaceActive,WorkspaceDeleted`,
  "arc-region-switch": "GetPlanEvaluationStatus=PlanEvaluationStatusPassed GetPlanExecution=PlanExecutionCompleted",
  b2bi: "GetTransformerJob=TransformerJobSucceeded",
  "bedrock-agentcore": `GetMemory=MemoryCreated GetPolicy=PolicyActive,PolicyDeleted GetPolicyEngine=PolicyEngineActive,PolicyEngineDeleted
    GetPolicyGeneration=PolicyGenerationCompleted`,
  cloudformation: `DescribeChangeSet=ChangeSetCreateComplete DescribeStackRefactor=StackRefactorCreateComplete,StackRefactorExecuteComplete
    DescribeStacks=StackCreateComplete,StackDeleteComplete,StackExists,StackImportComplete,StackRollbackComplete,StackUpdateComplete
    DescribeTypeRegistration=TypeRegistrationComplete GetResourceRequestStatus=ResourceRequestSuccess`,
  cloudfront: `GetDistribution=DistributionDeployed GetInvalidation=InvalidationCompleted
    GetInvalidationForDistributionTenant=InvalidationForDistributionTenantCompleted
    GetStreamingDistribution=StreamingDistributionDeployed`,
  cloudwatch: "DescribeAlarms=AlarmExists,CompositeAlarmExists,LogAlarmExists GetAlarmMuteRule=AlarmMuteRuleExists",
  codedeploy: "GetDeployment=DeploymentSuccessful",
  "codeguru-reviewer":
    "DescribeCodeReview=CodeReviewCompleted DescribeRepositoryAssociation=RepositoryAssociationSucceeded",
  deadline: `GetFleet=FleetActive GetJob=JobComplete,JobCreateComplete,JobSucceeded
    GetLicenseEndpoint=LicenseEndpointDeleted,LicenseEndpointValid GetQueue=QueueScheduling,QueueSchedulingBlocked
    GetQueueFleetAssociation=QueueFleetAssociationStopped GetQueueLimitAssociation=QueueLimitAssociationStopped`,
  dms: `DescribeConnections=TestConnectionSucceeds DescribeEndpoints=EndpointDeleted
    DescribeExtensionPackAssociations=ExtensionPackAssociated DescribeMetadataModelAssessments=MetadataModelAssessed
    DescribeMetadataModelConversions=MetadataModelConversionCancelled,MetadataModelConverted
    DescribeMetadataModelCreations=MetadataModelCreated,MetadataModelCreationCancelled
    DescribeMetadataModelExportsAsScript=MetadataModelExportedAsScript
    DescribeMetadataModelExportsToTarget=MetadataModelExportedToTarget DescribeMetadataModelImports=MetadataModelImported
    DescribeReplicationInstances=ReplicationInstanceAvailable,ReplicationInstanceDeleted
    DescribeReplicationTasks=ReplicationTaskDeleted,ReplicationTaskReady,ReplicationTaskRunning,ReplicationTaskStopped`,
  ds: "DescribeHybridADUpdate=HybridADUpdated",
  dsql: "GetCluster=ClusterActive,ClusterNotExists GetStream=StreamActive,StreamNotExists",
  dynamodb: `DescribeContributorInsights=ContributorInsightsEnabled DescribeExport=ExportCompleted DescribeImport=ImportCompleted
    DescribeKinesisStreamingDestination=KinesisStreamingDestinationActive DescribeTable=TableExists,TableNotExists`,
  ec2: `DescribeBundleTasks=BundleTaskComplete
    DescribeConversionTasks=ConversionTaskCancelled,ConversionTaskCompleted,ConversionTaskDeleted
    DescribeCustomerGateways=CustomerGatewayAvailable DescribeExportTasks=ExportTaskCancelled,ExportTaskCompleted
    DescribeImageUsageReports=ImageUsageReportAvailable DescribeImages=ImageAvailable,ImageExists
    DescribeImportSnapshotTasks=SnapshotImported DescribeInstanceStatus=InstanceStatusOk,SystemStatusOk
    DescribeInstances=InstanceExists,InstanceRunning,InstanceStopped,InstanceTerminated
    DescribeInternetGateways=InternetGatewayExists DescribeKeyPairs=KeyPairExists
    DescribeNatGateways=NatGatewayAvailable,NatGatewayDeleted DescribeNetworkAcls=NetworkAclExists
    DescribeNetworkInterfaces=NetworkInterfaceAvailable
    DescribeSecondaryNetworks=SecondaryNetworkCreateComplete,SecondaryNetworkDeleteComplete
    DescribeSecondarySubnets=SecondarySubnetCreateComplete,SecondarySubnetDeleteComplete
    DescribeSecurityGroupVpcAssociations=SecurityGroupVpcAssociationAssociated,SecurityGroupVpcAssociationDisassociated
    DescribeSecurityGroups=SecurityGroupExists DescribeSnapshots=SnapshotCompleted
    DescribeSpotInstanceRequests=SpotInstanceRequestFulfilled DescribeStoreImageTasks=StoreImageTaskComplete
    DescribeSubnets=SubnetAvailable DescribeVolumes=VolumeAvailable,VolumeDeleted,VolumeInUse
    DescribeVpcPeeringConnections=VpcPeeringConnectionDeleted,VpcPeeringConnectionExists DescribeVpcs=VpcAvailable,VpcExists
    DescribeVpnConnections=VpnConnectionAvailable,VpnConnectionDeleted GetConsoleOutput=ConsoleOutputAvailable
    GetPasswordData=PasswordDataAvailable`,
  ecr: "DescribeImageScanFindings=ImageScanComplete GetLifecyclePolicyPreview=LifecyclePolicyPreviewComplete",
  ecs: `DescribeDaemon=DaemonActive DescribeDaemonDeployments=DaemonDeploymentStopped,DaemonDeploymentSuccessful
    DescribeDaemonTaskDefinition=DaemonTaskDefinitionActive,DaemonTaskDefinitionDeleted
    DescribeServices=ServicesInactive,ServicesStable DescribeTasks=TasksRunning,TasksStopped`,
  eks: `DescribeAddon=AddonActive,AddonDeleted DescribeCluster=ClusterActive,ClusterDeleted
    DescribeFargateProfile=FargateProfileActive,FargateProfileDeleted DescribeNodegroup=NodegroupActive,NodegroupDeleted
    DescribeUpdate=CertificateAuthorityUpdateComplete`,
  elasticache: `DescribeCacheClusters=CacheClusterAvailable,CacheClusterDeleted
    DescribeReplicationGroups=ReplicationGroupAvailable,ReplicationGroupDeleted`,
  elasticbeanstalk: "DescribeEnvironments=EnvironmentExists,EnvironmentTerminated,EnvironmentUpdated",
  elasticloadbalancing: `DescribeInstanceHealth=AnyInstanceInService,InstanceDeregistered,InstanceInService
    DescribeLoadBalancers=LoadBalancerAvailable,LoadBalancerExists,LoadBalancersDeleted
    DescribeTargetHealth=TargetDeregistered,TargetInService`,
  elasticmapreduce: "DescribeCluster=ClusterRunning,ClusterTerminated DescribeStep=StepComplete",
  "elemental-inference": "GetFeed=FeedDeleted",
  gameliftstreams: `GetApplication=ApplicationDeleted,ApplicationReady GetStreamGroup=StreamGroupActive,StreamGroupDeleted
    GetStreamSession=StreamSessionActive`,
  geo: "GetJob=JobCompleted",
  glacier: "DescribeVault=VaultExists,VaultNotExists",
  groundstation: "DescribeContact=ContactScheduled DescribeContactVersion=ContactUpdated",
  healthlake: `DescribeDataTransformationJob=DataTransformationJobCompleted DescribeFHIRDatastore=FHIRDatastoreActive,FHIRDatastoreDeleted
    DescribeFHIRExportJob=FHIRExportJobCompleted DescribeFHIRImportJob=FHIRImportJobCompleted`,
  iam: "GetInstanceProfile=InstanceProfileExists GetPolicy=PolicyExists GetRole=RoleExists GetUser=UserExists",
  inspector2: "ListConnectors=ConnectorConnected,ConnectorDeleted,ConnectorEnabled",
  interconnect: "GetConnection=ConnectionAvailable,ConnectionDeleted",
  iotsitewise: `DescribeAsset=AssetActive,AssetNotExists DescribeAssetModel=AssetModelActive,AssetModelNotExists
    DescribePortal=PortalActive,PortalNotExists`,
  kinesis: "DescribeChannel=ChannelActive DescribeStream=StreamExists,StreamNotExists",
  lambda: `GetFunction=FunctionActiveV2,FunctionExists,FunctionUpdatedV2
    GetFunctionConfiguration=FunctionActive,FunctionUpdated,PublishedVersionActive`,
  lex: `DescribeBot=BotAvailable DescribeBotAlias=BotAliasAvailable
    DescribeBotLocale=BotLocaleBuilt,BotLocaleCreated,BotLocaleExpressTestingAvailable DescribeBotVersion=BotVersionAvailable
    DescribeExport=BotExportCompleted DescribeImport=BotImportCompleted`,
  machinelearning: `DescribeBatchPredictions=BatchPredictionAvailable DescribeDataSources=DataSourceAvailable
    DescribeEvaluations=EvaluationAvailable DescribeMLModels=MLModelAvailable`,
  macie2: "GetSensitiveDataOccurrences=FindingRevealed",
  mediaconnect: `DescribeFlow=FlowActive,FlowDeleted,FlowStandby GetRouterInput=InputActive,InputDeleted,InputStandby
    GetRouterOutput=OutputActive,OutputDeleted,OutputRouted,OutputStandby,OutputUnrouted`,
  medialive: `DescribeChannel=ChannelCreated,ChannelDeleted,ChannelRunning,ChannelStopped
    DescribeChannelPlacementGroup=ChannelPlacementGroupAssigned,ChannelPlacementGroupDeleted,ChannelPlacementGroupUnassigned
    DescribeCluster=ClusterCreated,ClusterDeleted DescribeInput=InputAttached,InputDeleted,InputDetached
    DescribeMultiplex=MultiplexCreated,MultiplexDeleted,MultiplexRunning,MultiplexStopped
    DescribeNode=NodeDeregistered,NodeRegistered
    GetSignalMap=SignalMapCreated,SignalMapMonitorDeleted,SignalMapMonitorDeployed,SignalMapUpdated`,
  mediapackagev2: "GetHarvestJob=HarvestJobFinished",
  "neptune-graph": `GetExportTask=ExportTaskCancelled,ExportTaskSuccessful GetGraph=GraphAvailable,GraphDeleted,GraphStopped
    GetGraphSnapshot=GraphSnapshotAvailable,GraphSnapshotDeleted GetImportTask=ImportTaskCancelled,ImportTaskSuccessful
    GetPrivateGraphEndpoint=PrivateGraphEndpointAvailable,PrivateGraphEndpointDeleted`,
  omics: `GetAnnotationImportJob=AnnotationImportJobCreated GetAnnotationStore=AnnotationStoreCreated,AnnotationStoreDeleted
    GetAnnotationStoreVersion=AnnotationStoreVersionCreated,AnnotationStoreVersionDeleted
    GetReadSetActivationJob=ReadSetActivationJobCompleted GetReadSetExportJob=ReadSetExportJobCompleted
    GetReadSetImportJob=ReadSetImportJobCompleted GetReferenceImportJob=ReferenceImportJobCompleted
    GetRun=RunCompleted,RunRunning GetRunTask=TaskCompleted,TaskRunning GetVariantImportJob=VariantImportJobCreated
    GetVariantStore=VariantStoreCreated,VariantStoreDeleted GetWorkflow=WorkflowActive GetWorkflowVersion=WorkflowVersionActive`,
  proton: `GetComponent=ComponentDeleted,ComponentDeployed GetEnvironment=EnvironmentDeployed
    GetEnvironmentTemplateVersion=EnvironmentTemplateVersionRegistered
    GetService=ServiceCreated,ServiceDeleted,ServicePipelineDeployed,ServiceUpdated GetServiceInstance=ServiceInstanceDeployed
    GetServiceTemplateVersion=ServiceTemplateVersionRegistered`,
  rds: `DescribeDBClusterSnapshots=DBClusterSnapshotAvailable,DBClusterSnapshotDeleted
    DescribeDBClusters=DBClusterAvailable,DBClusterDeleted DescribeDBInstances=DBInstanceAvailable,DBInstanceDeleted
    DescribeDBSnapshots=DBSnapshotAvailable,DBSnapshotCompleted,DBSnapshotDeleted
    DescribeTenantDatabases=TenantDatabaseAvailable,TenantDatabaseDeleted`,
  redshift:
    "DescribeClusterSnapshots=SnapshotAvailable DescribeClusters=ClusterAvailable,ClusterDeleted,ClusterRestored",
  rekognition: "DescribeProjectVersions=ProjectVersionRunning,ProjectVersionTrainingCompleted",
  repostspace: "GetChannel=ChannelCreated,ChannelDeleted GetSpace=SpaceCreated,SpaceDeleted",
  resiliencehub: `GetService=ServiceAssessmentCompleted,ServiceResourceDiscoveryCompleted
    ListFailureModeAssessments=FailureModeAssessmentSuccess ListReports=ReportSucceeded`,
  route53: "GetChange=ResourceRecordSetsChanged",
  "route53-recovery-control-config": `DescribeCluster=ClusterCreated,ClusterDeleted DescribeControlPanel=ControlPanelCreated,ControlPanelDeleted
    DescribeRoutingControl=RoutingControlCreated,RoutingControlDeleted`,
  rtbfabric: `GetCertificateAssociation=CertificateAssociated,CertificateDisassociated
    GetInboundExternalLink=InboundExternalLinkActive,InboundExternalLinkDeleted GetLink=LinkAccepted,LinkActive,LinkDeleted
    GetLinkRoutingRule=LinkRoutingRuleActive,LinkRoutingRuleDeleted
    GetOutboundExternalLink=OutboundExternalLinkActive,OutboundExternalLinkDeleted
    GetRequesterGateway=RequesterGatewayActive,RequesterGatewayDeleted
    GetResponderGateway=ResponderGatewayActive,ResponderGatewayDeleted`,
  s3: "HeadBucket=BucketExists,BucketNotExists HeadObject=ObjectExists,ObjectNotExists",
  sagemaker: `DescribeEndpoint=EndpointDeleted,EndpointInService DescribeImage=ImageCreated,ImageDeleted,ImageUpdated
    DescribeImageVersion=ImageVersionCreated,ImageVersionDeleted
    DescribeNotebookInstance=NotebookInstanceDeleted,NotebookInstanceInService,NotebookInstanceStopped
    DescribeProcessingJob=ProcessingJobCompletedOrStopped DescribeTrainingJob=TrainingJobCompletedOrStopped
    DescribeTransformJob=TransformJobCompletedOrStopped`,
  schemas: "DescribeCodeBinding=CodeBindingExists",
  sdb: "GetExport=ExportSucceeded",
  ses: "GetIdentityVerificationAttributes=IdentityExists",
  signer: "DescribeSigningJob=SuccessfulSigningJob",
  ssm: "GetCommandInvocation=CommandExecuted",
  "ssm-incidents": "GetReplicationSet=WaitForReplicationSetActive,WaitForReplicationSetDeleted",
  transcribe: `DescribeLanguageModel=LanguageModelCompleted GetCallAnalyticsJob=CallAnalyticsJobCompleted
    GetMedicalScribeJob=MedicalScribeJobCompleted GetMedicalTranscriptionJob=MedicalTranscriptionJobCompleted
    GetMedicalVocabulary=MedicalVocabularyReady GetTranscriptionJob=TranscriptionJobCompleted GetVocabulary=VocabularyReady`,
  transfer: "DescribeServer=ServerOffline,ServerOnline",
};

/** By `prefix:waiter` in lower case. */
const operations: Readonly<Record<string, string>> = tableOf(
  Object.fromEntries(
    Object.entries(rows).flatMap(([prefix, row]) =>
      row.split(/\s+/).flatMap((entry) => {
        const [operation = "", names = ""] = entry.split("=");
        return names.split(",").map((name) => [`${prefix}:${name.toLowerCase()}`, operation]);
      }),
    ),
  ),
);

/** The operation that a waiter of a service calls, in any spelling of its name: `table_exists`, `TableExists`. */
export function operationOfWaiter(prefix: string, name: string): string | null {
  return operations[`${prefix}:${name.replaceAll("_", "").toLowerCase()}`] ?? null;
}

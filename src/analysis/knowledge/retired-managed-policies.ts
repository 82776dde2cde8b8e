/**
 * Managed policies that AWS has withdrawn, with what it names in their place (IAM User Guide: "Deprecated AWS managed policies",
 * and the guides of the services). Nobody can attach them any more; where they are attached they go on working. As of November 2026.
 */
import { tableOf } from "../table";

export const retiredManagedPolicies: { readonly [name: string]: string | undefined } = tableOf({
  AmazonConnectFullAccess: "AmazonConnect_FullAccess",
  AmazonEC2ContainerServiceFullAccess: "AmazonECS_FullAccess",
  AmazonEC2SpotFleetRole: "AmazonEC2SpotFleetTaggingRole",
  AmazonElasticTranscoderFullAccess: "AmazonElasticTranscoder_FullAccess",
  AmazonElasticTranscoderJobsSubmitter: "AmazonElasticTranscoder_JobsSubmitter",
  AmazonElasticTranscoderReadOnlyAccess: "AmazonElasticTranscoder_ReadOnlyAccess",
  AmazonMachineLearningRoleforRedshiftDataSource: "AmazonMachineLearningRoleforRedshiftDataSourceV3",
  AmazonMachineLearningRoleforRedshiftDataSourceV2: "AmazonMachineLearningRoleforRedshiftDataSourceV3",
  AWSBackupAdminPolicy: "AWSBackupFullAccess",
  AWSBackupOperatorPolicy: "AWSBackupOperatorAccess",
  AWSCloudTrailFullAccess: "AWSCloudTrail_FullAccess",
  AWSCloudTrailReadOnlyAccess: "AWSCloudTrail_ReadOnlyAccess",
  AWSCodePipelineFullAccess: "AWSCodePipeline_FullAccess",
  AWSCodePipelineReadOnlyAccess: "AWSCodePipeline_ReadOnlyAccess",
  AWSConfigRole: "AWS_ConfigRole",
  AWSDataPipelineFullAccess: "AWSDataPipeline_FullAccess",
  AWSDataPipelinePowerUser: "AWSDataPipeline_PowerUser",
  AWSElasticBeanstalkFullAccess: "AdministratorAccess-AWSElasticBeanstalk",
  AWSElasticBeanstalkReadOnlyAccess: "AWSElasticBeanstalkReadOnly",
  AWSLambdaFullAccess: "AWSLambda_FullAccess",
  AWSLambdaReadOnlyAccess: "AWSLambda_ReadOnlyAccess",
  AWSOpsWorksFullAccess: "AWSOpsWorks_FullAccess",
  AWSRoboMakerFullAccess: "AWSRoboMaker_FullAccess",
  ServiceCatalogAdminFullAccess: "AWSServiceCatalogAdminFullAccess",
  ServiceCatalogAdminReadOnlyAccess: "AWSServiceCatalogAdminReadOnlyAccess",
  ServiceCatalogEndUserAccess: "AWSServiceCatalogEndUserReadOnlyAccess",
  ServiceCatalogEndUserFullAccess: "AWSServiceCatalogEndUserFullAccess",
});

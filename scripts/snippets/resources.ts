/** The resources that watch an account, which have no place in a policy: for CloudFormation and Terraform. */

export interface ResourceSnippet {
  readonly prefix: string;
  readonly title: string;
  readonly description: string;
  readonly cloudformation: string;
  readonly terraform: string;
}

export const resourceSnippets: readonly ResourceSnippet[] = [
  {
    prefix: "aws-trail",
    title: "CloudTrail in every Region",
    description: "A trail of every Region with validated files, and the bucket that only CloudTrail can write to.",
    cloudformation: `«1:TrailBucket»:
  Type: AWS::S3::Bucket
  DeletionPolicy: Retain
  UpdateReplacePolicy: Retain
  Properties:
    PublicAccessBlockConfiguration:
      BlockPublicAcls: true
      BlockPublicPolicy: true
      IgnorePublicAcls: true
      RestrictPublicBuckets: true
«1:TrailBucket»Policy:
  Type: AWS::S3::BucketPolicy
  Properties:
    Bucket: !Ref «1:TrailBucket»
    PolicyDocument:
      Version: '2012-10-17'
      Statement:
        - Effect: Allow
          Principal:
            Service: cloudtrail.amazonaws.com
          Action: s3:GetBucketAcl
          Resource: !GetAtt «1:TrailBucket».Arn
          Condition:
            StringEquals:
              aws:SourceArn: !Sub arn:\${AWS::Partition}:cloudtrail:\${AWS::Region}:\${AWS::AccountId}:trail/«2:management-events»
        - Effect: Allow
          Principal:
            Service: cloudtrail.amazonaws.com
          Action: s3:PutObject
          Resource: !Sub \${«1:TrailBucket».Arn}/AWSLogs/\${AWS::AccountId}/*
          Condition:
            StringEquals:
              s3:x-amz-acl: bucket-owner-full-control
              aws:SourceArn: !Sub arn:\${AWS::Partition}:cloudtrail:\${AWS::Region}:\${AWS::AccountId}:trail/«2:management-events»
Trail:
  Type: AWS::CloudTrail::Trail
  DependsOn: «1:TrailBucket»Policy
  Properties:
    TrailName: «2:management-events»
    S3BucketName: !Ref «1:TrailBucket»
    IsLogging: true
    IsMultiRegionTrail: true
    IncludeGlobalServiceEvents: true
    EnableLogFileValidation: true`,
    terraform: `data "aws_caller_identity" "current" {}
data "aws_partition" "current" {}
data "aws_region" "current" {}

locals {
  trail_arn = "arn:\${data.aws_partition.current.partition}:cloudtrail:\${data.aws_region.current.name}:\${data.aws_caller_identity.current.account_id}:trail/«2:management-events»"
}

resource "aws_s3_bucket" "trail" {
  bucket = "«1:my-trail-bucket»"
}

resource "aws_s3_bucket_public_access_block" "trail" {
  bucket                  = aws_s3_bucket.trail.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

data "aws_iam_policy_document" "trail_bucket" {
  statement {
    actions   = ["s3:GetBucketAcl"]
    resources = [aws_s3_bucket.trail.arn]

    principals {
      type        = "Service"
      identifiers = ["cloudtrail.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceArn"
      values   = [local.trail_arn]
    }
  }

  statement {
    actions   = ["s3:PutObject"]
    resources = ["\${aws_s3_bucket.trail.arn}/AWSLogs/\${data.aws_caller_identity.current.account_id}/*"]

    principals {
      type        = "Service"
      identifiers = ["cloudtrail.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "s3:x-amz-acl"
      values   = ["bucket-owner-full-control"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceArn"
      values   = [local.trail_arn]
    }
  }
}

resource "aws_s3_bucket_policy" "trail" {
  bucket = aws_s3_bucket.trail.id
  policy = data.aws_iam_policy_document.trail_bucket.json
}

resource "aws_cloudtrail" "trail" {
  name                          = "«2:management-events»"
  s3_bucket_name                = aws_s3_bucket_policy.trail.bucket
  is_multi_region_trail         = true
  include_global_service_events = true
  enable_log_file_validation    = true
}`,
  },
  {
    prefix: "aws-config-recorder",
    title: "AWS Config recorder of all types",
    description:
      "Records every type of resource of this Region, and delivers to a bucket. Global types belong into one Region only.",
    cloudformation: `ConfigurationRecorder:
  Type: AWS::Config::ConfigurationRecorder
  Properties:
    RoleARN: !Sub arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig
    RecordingGroup:
      AllSupported: true
      IncludeGlobalResourceTypes: «2:true»
DeliveryChannel:
  Type: AWS::Config::DeliveryChannel
  Properties:
    S3BucketName: «1:my-config-bucket»`,
    terraform: `data "aws_caller_identity" "current" {}
data "aws_partition" "current" {}

resource "aws_config_configuration_recorder" "all" {
  name     = "default"
  role_arn = "arn:\${data.aws_partition.current.partition}:iam::\${data.aws_caller_identity.current.account_id}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"

  recording_group {
    all_supported                 = true
    include_global_resource_types = «2:true»
  }
}

resource "aws_config_delivery_channel" "all" {
  name           = "default"
  s3_bucket_name = "«1:my-config-bucket»"
  depends_on     = [aws_config_configuration_recorder.all]
}

resource "aws_config_configuration_recorder_status" "all" {
  name       = aws_config_configuration_recorder.all.name
  is_enabled = true
  depends_on = [aws_config_delivery_channel.all]
}`,
  },
  {
    prefix: "aws-billing-alarm",
    title: "Billing alarm that reaches somebody",
    description:
      "Mails when the estimated charges pass an amount. In us-east-1, where AWS keeps the billing metrics; the address has to be confirmed.",
    cloudformation: `BillingTopic:
  Type: AWS::SNS::Topic
  Properties:
    Subscription:
      - Protocol: email
        Endpoint: «1:billing@example.com»
BillingAlarm:
  Type: AWS::CloudWatch::Alarm
  Properties:
    AlarmDescription: The estimated charges have passed «2:100» USD.
    Namespace: AWS/Billing
    MetricName: EstimatedCharges
    Dimensions:
      - Name: Currency
        Value: USD
    Statistic: Maximum
    Period: 21600
    EvaluationPeriods: 1
    Threshold: «2:100»
    ComparisonOperator: GreaterThanThreshold
    AlarmActions:
      - !Ref BillingTopic`,
    terraform: `provider "aws" {
  alias  = "billing"
  region = "us-east-1"
}

resource "aws_sns_topic" "billing" {
  provider = aws.billing
  name     = "billing"
}

resource "aws_sns_topic_subscription" "billing" {
  provider  = aws.billing
  topic_arn = aws_sns_topic.billing.arn
  protocol  = "email"
  endpoint  = "«1:billing@example.com»"
}

resource "aws_cloudwatch_metric_alarm" "billing" {
  provider            = aws.billing
  alarm_name          = "billing"
  alarm_description   = "The estimated charges have passed «2:100» USD."
  namespace           = "AWS/Billing"
  metric_name         = "EstimatedCharges"
  dimensions          = { Currency = "USD" }
  statistic           = "Maximum"
  period              = 21600
  evaluation_periods  = 1
  threshold           = «2:100»
  comparison_operator = "GreaterThanThreshold"
  alarm_actions       = [aws_sns_topic.billing.arn]
}`,
  },
];

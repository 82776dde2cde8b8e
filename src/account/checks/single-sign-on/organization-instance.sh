aws sso-admin list-instances
aws sso-admin delete-instance --instance-arn INSTANCE_ARN

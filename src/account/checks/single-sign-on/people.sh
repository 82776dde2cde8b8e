aws sso-admin list-instances
aws sso-admin create-permission-set --instance-arn INSTANCE_ARN --name Administrators --session-duration PT4H
aws sso-admin create-account-assignment --instance-arn INSTANCE_ARN --permission-set-arn SET_ARN --principal-type GROUP --principal-id GROUP_ID --target-type AWS_ACCOUNT --target-id ACCOUNT

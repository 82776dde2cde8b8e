aws iam generate-service-last-accessed-details --arn ROLE_ARN --granularity ACTION_LEVEL
aws iam attach-role-policy --role-name ROLE --policy-arn NARROW_POLICY_ARN
aws iam detach-role-policy --role-name ROLE --policy-arn arn:aws:iam::aws:policy/AdministratorAccess

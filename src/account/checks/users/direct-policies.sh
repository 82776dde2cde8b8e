aws iam add-user-to-group --user-name USER --group-name GROUP
aws iam detach-user-policy --user-name USER --policy-arn POLICY_ARN
aws iam delete-user-policy --user-name USER --policy-name POLICY

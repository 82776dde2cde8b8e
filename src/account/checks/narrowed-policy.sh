# A customer-managed policy (of its five versions the oldest may have to go first). See first what is in force:
aws iam get-policy --policy-arn POLICY_ARN --query Policy.DefaultVersionId
aws iam create-policy-version --policy-arn POLICY_ARN --policy-document file://policy.json --set-as-default
# An inline policy is replaced as a whole. See first what it says:
aws iam get-role-policy --role-name ROLE --policy-name POLICY
aws iam put-role-policy --role-name ROLE --policy-name POLICY --policy-document file://policy.json
aws iam get-user-policy --user-name USER --policy-name POLICY
aws iam put-user-policy --user-name USER --policy-name POLICY --policy-document file://policy.json
aws iam get-group-policy --group-name GROUP --policy-name POLICY
aws iam put-group-policy --group-name GROUP --policy-name POLICY --policy-document file://policy.json

aws iam get-role --role-name ROLE --query Role.AssumeRolePolicyDocument > trust.json
# Edit trust.json, which replaces the whole trust policy; then:
aws iam update-assume-role-policy --role-name ROLE --policy-document file://trust.json

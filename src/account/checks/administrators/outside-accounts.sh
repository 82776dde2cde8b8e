aws iam get-role --role-name ROLE --query Role.AssumeRolePolicyDocument
aws iam detach-role-policy --role-name ROLE --policy-arn arn:aws:iam::aws:policy/AdministratorAccess

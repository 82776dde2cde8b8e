aws iam get-role --role-name ROLE --query "Role.[AssumeRolePolicyDocument,RoleLastUsed]"
aws iam delete-role --role-name ROLE

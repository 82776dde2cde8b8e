aws iam get-role --role-name ROLE --query Role.RoleLastUsed
aws iam delete-role --role-name ROLE

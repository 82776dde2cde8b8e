aws organizations describe-account --account-id ACCOUNT
aws iam list-roles --query "Roles[?contains(to_string(AssumeRolePolicyDocument), 'ACCOUNT')].RoleName"

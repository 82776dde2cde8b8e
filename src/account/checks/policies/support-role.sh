aws iam create-role --role-name support --assume-role-policy-document file://trust.json
aws iam attach-role-policy --role-name support --policy-arn arn:aws:iam::aws:policy/AWSSupportAccess

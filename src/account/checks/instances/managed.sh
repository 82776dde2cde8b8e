aws ec2 describe-iam-instance-profile-associations --filters Name=instance-id,Values=INSTANCE_ID
aws iam attach-role-policy --role-name INSTANCE_ROLE --policy-arn arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore

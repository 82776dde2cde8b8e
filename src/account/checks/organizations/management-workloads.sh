aws organizations create-account --account-name NAME --email MAILBOX
aws ec2 describe-instances --region REGION --query "Reservations[].Instances[].InstanceId"

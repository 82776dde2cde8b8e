aws ec2 describe-flow-logs --region REGION --filter Name=resource-id,Values=VPC_ID
aws ec2 create-flow-logs --region REGION --resource-type VPC --resource-ids VPC_ID --traffic-type ALL --log-destination-type s3 --log-destination arn:aws:s3:::FLOW_LOG_BUCKET

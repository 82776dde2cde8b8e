aws ec2 describe-vpcs --region REGION --query Vpcs[].VpcId
aws ec2 create-flow-logs --region REGION --resource-type VPC --resource-ids VPC --traffic-type ALL --log-destination-type s3 --log-destination arn:aws:s3:::FLOW_LOG_BUCKET

# Replaces the whole policy: get it, change the statement for cloudtrail.amazonaws.com, and put it.
aws s3api get-bucket-policy --bucket BUCKET --query Policy --output text > policy.json
aws s3api put-bucket-policy --bucket BUCKET --policy file://policy.json

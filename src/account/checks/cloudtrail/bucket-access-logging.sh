# Replaces where its log goes. See first what is set:
aws s3api get-bucket-logging --bucket BUCKET
aws s3api put-bucket-logging --bucket BUCKET --bucket-logging-status '{"LoggingEnabled":{"TargetBucket":"ACCESS_LOG_BUCKET","TargetPrefix":"trail/"}}'

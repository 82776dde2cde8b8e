aws configservice describe-delivery-channel-status --region REGION
# Replaces the settings of the channel.
aws configservice describe-delivery-channels --region REGION
aws configservice put-delivery-channel --region REGION --delivery-channel name=default,s3BucketName=CONFIG_BUCKET
aws configservice deliver-config-snapshot --region REGION --delivery-channel-name default

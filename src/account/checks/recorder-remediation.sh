aws iam create-service-linked-role --aws-service-name config.amazonaws.com
# Replaces the settings of a recorder and of a delivery channel that are there. See first what is:
aws configservice describe-configuration-recorders --region REGION
aws configservice describe-delivery-channels --region REGION
aws configservice put-configuration-recorder --region REGION --configuration-recorder name=default,roleARN=arn:aws:iam::ACCOUNT_ID:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig --recording-group allSupported=true,includeGlobalResourceTypes=false
aws configservice put-delivery-channel --region REGION --delivery-channel name=default,s3BucketName=CONFIG_BUCKET
aws configservice start-configuration-recorder --region REGION --configuration-recorder-name default

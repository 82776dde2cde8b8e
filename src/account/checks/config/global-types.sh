# Replaces the settings of the recorder. See first what they are:
aws configservice describe-configuration-recorders --region HOME_REGION
aws configservice put-configuration-recorder --region HOME_REGION --configuration-recorder name=default,roleARN=arn:aws:iam::ACCOUNT_ID:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig --recording-group allSupported=true,includeGlobalResourceTypes=true

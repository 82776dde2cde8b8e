# Replaces an aggregator of this name. See first what there is:
aws configservice describe-configuration-aggregators --region HOME_REGION
aws configservice put-configuration-aggregator --region HOME_REGION --configuration-aggregator-name all-regions --account-aggregation-sources AccountIds=ACCOUNT_ID,AllAwsRegions=true

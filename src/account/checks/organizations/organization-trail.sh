# In the management account, or CloudTrail's delegated administrator:
aws cloudtrail create-trail --name organization --s3-bucket-name LOG_BUCKET --is-organization-trail --is-multi-region-trail --enable-log-file-validation
aws cloudtrail start-logging --name organization

aws cloudtrail create-trail --name management-events --s3-bucket-name LOG_BUCKET --is-multi-region-trail --enable-log-file-validation
aws cloudtrail start-logging --name management-events

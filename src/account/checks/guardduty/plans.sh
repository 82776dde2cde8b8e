aws guardduty list-detectors --region REGION
aws guardduty update-detector --region REGION --detector-id DETECTOR_ID --features Name=S3_DATA_EVENTS,Status=ENABLED Name=EKS_AUDIT_LOGS,Status=ENABLED Name=EBS_MALWARE_PROTECTION,Status=ENABLED Name=RDS_LOGIN_EVENTS,Status=ENABLED Name=LAMBDA_NETWORK_LOGS,Status=ENABLED

aws accessanalyzer list-findings-v2 --region REGION --analyzer-arn ANALYZER_ARN --filter '{"status":{"eq":["ACTIVE"]}}'
aws accessanalyzer update-findings --region REGION --analyzer-arn ANALYZER_ARN --status ARCHIVED --ids FINDING_ID

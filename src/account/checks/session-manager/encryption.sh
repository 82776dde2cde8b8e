# Replaces all preferences of sessions: take the document as it is, set kmsKeyId, and put it back.
aws ssm get-document --region REGION --name SSM-SessionManagerRunShell --document-format JSON --query Content --output text > preferences.json
aws ssm update-document --region REGION --name SSM-SessionManagerRunShell --document-version '$LATEST' --content file://preferences.json

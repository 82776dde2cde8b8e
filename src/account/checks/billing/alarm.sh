aws sns create-topic --name billing --region us-east-1
aws sns subscribe --topic-arn TOPIC_ARN --protocol email --notification-endpoint MAILBOX --region us-east-1
aws cloudwatch put-metric-alarm --alarm-name estimated-charges --namespace AWS/Billing --metric-name EstimatedCharges --dimensions Name=Currency,Value=USD --statistic Maximum --period 21600 --evaluation-periods 1 --threshold AMOUNT --comparison-operator GreaterThanThreshold --alarm-actions TOPIC_ARN --region us-east-1

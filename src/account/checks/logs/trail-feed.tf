resource "aws_cloudwatch_log_subscription_filter" "siem" {
  name            = "siem"
  log_group_name  = aws_cloudwatch_log_group.trail.name
  filter_pattern  = ""
  destination_arn = aws_kinesis_firehose_delivery_stream.siem.arn
  role_arn        = aws_iam_role.to_siem.arn
}

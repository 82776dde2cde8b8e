resource "aws_cloudwatch_log_metric_filter" "__NAME__" {
  name           = "__NAME__"
  log_group_name = aws_cloudwatch_log_group.trail.name
  pattern        = "__PATTERN__"

  metric_transformation {
    namespace     = "CloudTrail"
    name          = "__NAME__"
    value         = "1"
    default_value = "0"
  }
}

resource "aws_cloudwatch_metric_alarm" "__NAME__" {
  alarm_name          = "__NAME__"
  namespace           = "CloudTrail"
  metric_name         = "__NAME__"
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  threshold           = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
}

# Replaces which Insights the trail has. See first what it has:
aws cloudtrail get-insight-selectors --trail-name TRAIL_ARN
aws cloudtrail put-insight-selectors --trail-name TRAIL_ARN --insight-selectors '[{"InsightType":"ApiCallRateInsight"},{"InsightType":"ApiErrorRateInsight"}]'

resource "aws_securityhub_finding_aggregator" "this" {
  linking_mode = "ALL_REGIONS"
}

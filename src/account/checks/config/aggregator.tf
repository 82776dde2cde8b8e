resource "aws_config_configuration_aggregator" "this" {
  name = "all-regions"

  account_aggregation_source {
    account_ids = [data.aws_caller_identity.current.account_id]
    all_regions = true
  }
}

data "aws_caller_identity" "current" {}

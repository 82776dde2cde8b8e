resource "aws_cloudtrail_event_data_store" "this" {
  name                           = "management-events"
  termination_protection_enabled = true
}

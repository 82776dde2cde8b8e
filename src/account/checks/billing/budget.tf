resource "aws_budgets_budget" "all_costs" {
  name         = "all-costs"
  budget_type  = "COST"
  limit_amount = var.amount
  limit_unit   = "USD"
  time_unit    = "MONTHLY"

  notification {
    notification_type          = "FORECASTED"
    comparison_operator        = "GREATER_THAN"
    threshold                  = 100
    threshold_type             = "PERCENTAGE"
    subscriber_email_addresses = [var.mailbox]
  }
}

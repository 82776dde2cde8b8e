resource "aws_organizations_delegated_administrator" "config" {
  account_id        = "SECURITY_ACCOUNT"
  service_principal = "config.amazonaws.com"
}

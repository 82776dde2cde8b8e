# Once for each Region, with a provider each.
resource "aws_accessanalyzer_analyzer" "external_access" {
  analyzer_name = "external-access"
  type          = "ACCOUNT"
}

# Once for each Region, with a provider each.
resource "aws_guardduty_detector" "this" {
  enable = true
}

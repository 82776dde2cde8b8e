resource "aws_iam_account_password_policy" "this" {
  max_password_age               = __DAYS__
  minimum_password_length        = 14
  password_reuse_prevention      = 24
  allow_users_to_change_password = true
}

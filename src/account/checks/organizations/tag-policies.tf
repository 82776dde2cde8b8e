resource "aws_organizations_policy" "tags" {
  name = "tags"
  type = "TAG_POLICY"
  content = jsonencode({
    tags = {
      team = {
        tag_key      = { "@@assign" = "team" }
        enforced_for = { "@@assign" = ["ec2:instance", "secretsmanager:secret"] }
      }
    }
  })
}

resource "aws_organizations_policy_attachment" "tags" {
  policy_id = aws_organizations_policy.tags.id
  target_id = var.unit_id
}

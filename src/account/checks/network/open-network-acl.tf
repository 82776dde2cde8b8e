resource "aws_network_acl_rule" "ssh" {
  network_acl_id = var.network_acl_id
  rule_number    = 50
  protocol       = "tcp"
  from_port      = 22
  to_port        = 22
  cidr_block     = "0.0.0.0/0"
  rule_action    = "deny"
}

variable "network_acl_id" {
  type = string
}

# In place of the rule for everybody: one for a known range, or none at all.
resource "aws_vpc_security_group_ingress_rule" "administration" {
  security_group_id = var.security_group_id
  ip_protocol       = "tcp"
  from_port         = __PORT__
  to_port           = __PORT__
  cidr_ipv4         = "203.0.113.0/28"
}

variable "security_group_id" {
  type = string
}

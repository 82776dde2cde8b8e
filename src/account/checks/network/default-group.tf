# Takes over the group that is there, and all its rules away.
resource "aws_default_security_group" "closed" {
  vpc_id = var.vpc_id
}

variable "vpc_id" {
  type = string
}

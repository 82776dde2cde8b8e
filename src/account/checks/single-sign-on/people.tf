data "aws_ssoadmin_instances" "this" {}

resource "aws_ssoadmin_permission_set" "administrators" {
  name             = "Administrators"
  instance_arn     = tolist(data.aws_ssoadmin_instances.this.arns)[0]
  session_duration = "PT4H"
}

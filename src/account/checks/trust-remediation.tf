resource "aws_iam_role" "this" {
  name = "ROLE"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { __PRINCIPAL__ }
      Action    = __ACTION__
    }]
  })
}

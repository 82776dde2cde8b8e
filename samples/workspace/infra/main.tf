terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

provider "aws" {
  region     = var.region
  access_key = "{{id:terraform    }}"
  secret_key = "{{secret:terraform                    }}"
}

resource "aws_s3_bucket" "reports" {
  bucket = "${var.name}-reports"
}

resource "aws_s3_bucket_policy" "reports" {
  bucket = aws_s3_bucket.reports.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "PartnerUploads"
        Effect    = "Allow"
        Principal = "*"
        Action    = ["s3:PutObject", "s3:GetObject"]
        Resource  = "${aws_s3_bucket.reports.arn}/*"
      }
    ]
  })
}

data "aws_iam_policy_document" "exporter" {
  statement {
    sid       = "WriteReports"
    actions   = ["s3:PutObject", "s3:PutObjct"]
    resources = ["${aws_s3_bucket.reports.arn}/daily/*"]
  }

  statement {
    sid       = "Administration"
    actions   = ["*"]
    resources = ["*"]
  }
}

resource "aws_iam_policy" "exporter" {
  name   = "${var.name}-exporter"
  policy = data.aws_iam_policy_document.exporter.json
}

resource "aws_account_alternate_contact" "__NAME__" {
  alternate_contact_type = "__KIND__"
  name                   = "NAME"
  title                  = "TITLE"
  email_address          = "MAILBOX"
  phone_number           = "NUMBER"
}

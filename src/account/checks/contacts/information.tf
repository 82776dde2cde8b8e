resource "aws_account_primary_contact" "this" {
  full_name      = "COMPANY"
  address_line_1 = "STREET"
  city           = "CITY"
  postal_code    = "CODE"
  country_code   = "XX"
  phone_number   = "NUMBER"
}

# Replaces the contact of this kind. See first whether there is one:
aws account get-alternate-contact --alternate-contact-type __KIND__
aws account put-alternate-contact --alternate-contact-type __KIND__ --name NAME --title TITLE --email-address MAILBOX --phone-number NUMBER

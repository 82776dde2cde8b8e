# Replaces all of it. See first what is set:
aws account get-contact-information
aws account put-contact-information --contact-information FullName=NAME,AddressLine1=STREET,City=CITY,PostalCode=CODE,CountryCode=XX,PhoneNumber=NUMBER

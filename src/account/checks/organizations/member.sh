aws organizations create-organization --feature-set ALL
# or, invited by another account:
aws organizations list-handshakes-for-account
aws organizations accept-handshake --handshake-id HANDSHAKE_ID

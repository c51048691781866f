"""What strangers do to the server: false identities, hostile bytes, floods."""

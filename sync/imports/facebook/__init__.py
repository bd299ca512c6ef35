"""Facebook's download as JSON: friends, messages of both kinds, and the address book it was given."""

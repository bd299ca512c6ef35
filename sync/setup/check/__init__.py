"""Every link of the chain, a line each (`keep-in-touch check`)."""

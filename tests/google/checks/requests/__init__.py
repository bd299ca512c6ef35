"""The kinds of request, one by one and in batches."""

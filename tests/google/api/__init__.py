"""The methods of the API, what they take and what they answer."""
